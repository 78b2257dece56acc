/** The files of the readable docs, which the stack puts beside the API's bundle. */
export const DOCS_ASSETS = [
  { name: 'swagger-ui-bundle.js', type: 'text/javascript; charset=utf-8' },
  { name: 'swagger-ui.css', type: 'text/css; charset=utf-8' },
] as const;

/** Reads one of them by its name. */
export type ReadDocsAsset = (name: (typeof DOCS_ASSETS)[number]['name']) => Promise<Uint8Array>;
