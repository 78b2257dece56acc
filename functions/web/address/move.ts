/** What a page changes of its address; null takes a name out. */
export type Move = (changed: Readonly<Record<string, string | null>>) => void;
