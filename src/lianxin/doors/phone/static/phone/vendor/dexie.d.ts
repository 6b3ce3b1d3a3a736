/** What the phone uses of Dexie 4. */
export interface Collection {
  anyOf(values: any[]): Collection;
  filter(test: (row: any) => boolean): Collection;
  modify(change: ((row: any) => void) | Record<string, any>): Promise<number>;
  toArray(): Promise<any[]>;
  sortBy(field: string): Promise<any[]>;
  count(): Promise<number>;
  delete(): Promise<number>;
}
export interface Where {
  equals(value: any): Collection;
  notEqual(value: any): Collection;
  anyOf(values: any[]): Collection;
  below(value: any): Collection;
}
export interface Table {
  get(key: any): Promise<any>;
  bulkGet(keys: any[]): Promise<any[]>;
  add(row: any): Promise<any>;
  put(row: any): Promise<any>;
  bulkPut(rows: any[]): Promise<any>;
  update(key: any, change: Record<string, any>): Promise<number>;
  delete(key: any): Promise<void>;
  bulkDelete(keys: any[]): Promise<void>;
  clear(): Promise<void>;
  count(): Promise<number>;
  toArray(): Promise<any[]>;
  toCollection(): Collection;
  orderBy(field: string): Collection;
  where(field: string): Where;
}
export class Dexie {
  constructor(name: string, options?: { chromeTransactionDurability?: "default" | "strict" | "relaxed" });
  version(number: number): { stores(shape: Record<string, string | null>): any };
  table(name: string): Table;
  transaction<T>(mode: "r" | "rw", ...tablesAndAct: [...Table[], () => PromiseLike<T>]): Promise<T>;
  open(): Promise<Dexie>;
  close(): void;
  delete(): Promise<void>;
}
