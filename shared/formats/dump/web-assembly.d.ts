/** What is used of WebAssembly; the types of Node leave it to those of browsers. */
declare namespace WebAssembly {
  class Memory {
    constructor(size: { readonly initial: number; readonly maximum: number });
    readonly buffer: ArrayBuffer;
  }
  class Module {
    constructor(code: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, { readonly memory: Memory }>>);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
