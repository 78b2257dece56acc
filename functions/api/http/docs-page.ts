/** The page of the readable docs: beside what a cold start loads. */

/** The browser is held to it: nothing comes from, or goes to, another host. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Of Swagger UI. Without `validatorUrl: null` it shows the badge of an outside host. */
const SETTINGS = {
  url: '/openapi.json',
  dom_id: '#docs',
  validatorUrl: null,
  deepLinking: true,
  defaultModelRendering: 'model',
  defaultModelsExpandDepth: 0,
};

/** Long names wrap on a phone. The one server and the column of links, which are always none, take no room. */
const STYLE = `body { margin: 0 }
.response-col_description { overflow-wrap: anywhere }
.servers, .servers-title, .response-col_links { display: none }`;

export const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Howship API</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/docs/swagger-ui.css"><style>${STYLE}</style></head>
<body>
<noscript>These docs need JavaScript; <a href="/openapi.json">/openapi.json</a> says the same.</noscript>
<div id="docs"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

export const START = `SwaggerUIBundle(${JSON.stringify(SETTINGS)});`;
