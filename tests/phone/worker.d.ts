/** What the server puts in front of the worker. */
declare const VERSION: string;
declare const FILES: string[];
