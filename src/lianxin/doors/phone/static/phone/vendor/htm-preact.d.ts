/** What the phone uses of htm with Preact 10. */
export function html(strings: TemplateStringsArray, ...values: any[]): any;
export function h(type: any, props: any, ...children: any[]): any;
export function render(tree: any, into: Element): void;
export function createContext(first: any): any;
export class Component<P = any, S = any> {
  constructor(props?: P);
  props: P;
  state: S;
  setState(change: Partial<S>): void;
}
export function useState<T>(first: T | (() => T)): [T, (next: T | ((now: T) => T)) => void];
export function useReducer<S, A>(reduce: (state: S, action: A) => S, first: S): [S, (action: A) => void];
export function useEffect(act: () => void | (() => void), on?: any[]): void;
export function useLayoutEffect(act: () => void | (() => void), on?: any[]): void;
export function useRef<T>(first: T): { current: T };
export function useMemo<T>(make: () => T, on: any[]): T;
export function useCallback<T extends (...all: any[]) => any>(act: T, on: any[]): T;
export function useContext(context: any): any;
export function useErrorBoundary(heard?: (error: any) => void): [any, () => void];
