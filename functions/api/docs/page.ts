/** The readable docs: one page, made of the OpenAPI document, that loads nothing and needs no script. */
import * as z from 'zod';
import { escaped } from '../../../shared/formats/svg/xml.ts';
import { proseHtml, spans } from './prose.ts';
import { type Kind, type Row, rowsOf, type Shape, shapeSchema } from './schema-rows.ts';

const contentSchema = z.record(z.string(), z.object({ schema: shapeSchema }));
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean(),
        description: z.string().default(''),
        schema: shapeSchema,
      }),
    )
    .default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: contentSchema })),
});
type Operation = z.output<typeof operationSchema>;

const documentSchema = z.object({
  info: z.object({ title: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), shapeSchema) }),
});

interface Call extends Operation {
  readonly method: string;
  readonly path: string;
}

const STYLE = `
:root{color-scheme:light dark;--page:#fff;--text:#1a1d21;--line:#d0d7de;--soft:#f3f5f7;--link:#0b5cad}
@media(prefers-color-scheme:dark){:root{--page:#121417;--text:#e8eaed;--line:#3a4149;--soft:#1d2126;--link:#8cc0ff}}
body{background:var(--page);color:var(--text);font:16px/1.5 system-ui,Arial,sans-serif;margin:0 auto;max-width:60em;padding:16px;overflow-wrap:anywhere}
a{color:var(--link)}h1{font-size:26px}h2{font-size:21px;margin-top:40px;border-top:1px solid var(--line);padding-top:16px}
h3{font-size:17px;margin:28px 0 4px}h3 code{font-size:15px;font-weight:400}h4{font-size:15px;margin:12px 0 4px}
code{font-size:.9em;background:var(--soft);padding:1px 3px;border-radius:3px}pre{background:var(--soft);padding:10px;overflow-x:auto;font-size:14px;line-height:1.4;overflow-wrap:normal}
pre code{background:none;padding:0;font-size:13px}nav ul{columns:20em;padding-left:18px}li{break-inside:avoid}
table{border-collapse:collapse;width:100%;font-size:14px;margin:4px 0 12px}td{border-top:1px solid var(--line);padding:4px 8px 4px 0;vertical-align:top}
td:first-child{width:34%}td:nth-child(2){width:26%}summary{cursor:pointer;padding:8px 0}
@media(max-width:640px){tr{display:block;border-top:1px solid var(--line);padding:6px 0}td,td:first-child,td:nth-child(2){display:block;border:0;padding:0;width:auto}}
`.trim();

/** @param document as it is served at `/openapi.json` */
export function docsPage(document: object): string {
  const { info, paths, components } = documentSchema.parse(document);
  const calls = Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, one]): Call => ({ method: method.toUpperCase(), path, ...one })),
  );
  const groups = Map.groupBy(calls, ({ tags }) => tags[0] ?? 'others');
  const named = Object.entries(components.schemas);
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(info.title)} API</title>\n<link rel="icon" href="data:,">\n<style>${STYLE}</style>\n</head>\n<body>\n<main>`,
    `<h1>${escaped(info.title)} API</h1>`,
    '<p>For programs: <a href="/openapi.json">/openapi.json</a>. For people: <a href="/">the console</a>.</p>',
    proseHtml(info.description, 'h2'),
    '<h2 id="operations">Operations</h2>',
    `<nav><ul>${[...groups].map(([tag, some]) => contentsOf(tag, some)).join('')}<li><a href="#schemas">What is sent and answered</a></li></ul></nav>`,
    ...[...groups].flatMap(([tag, some]) => [
      `<h2 id="of-${escaped(tag)}">${escaped(tag)}</h2>`,
      ...some.map(operationHtml),
    ]),
    '<h2 id="schemas">What is sent and answered</h2>',
    ...named.map(([name, shape]) => componentHtml(name, shape)),
    '</main>\n</body>\n</html>\n',
  ].join('\n');
}

function contentsOf(tag: string, calls: readonly Call[]): string {
  const listed = calls.map(
    ({ operationId, summary }) => `<li><a href="#${escaped(operationId)}">${escaped(summary)}</a></li>`,
  );
  return `<li><a href="#of-${escaped(tag)}">${escaped(tag)}</a><ul>${listed.join('')}</ul></li>`;
}

function operationHtml(call: Call): string {
  const { operationId, summary, method, path, description, parameters, requestBody, responses } = call;
  return [
    `<h3 id="${escaped(operationId)}">${escaped(summary)}<br><code>${method} ${escaped(path)}</code></h3>`,
    proseHtml(description),
    ...(parameters.length === 0 ? [] : ['<h4>Asked with</h4>', tableHtml(parameters.map(parameterRow))]),
    ...(requestBody === undefined ? [] : ['<h4>Sent</h4>', contentHtml(requestBody.content)]),
    '<h4>Answered</h4>',
    answersHtml(responses),
  ].join('\n');
}

function parameterRow({ name, required, description, schema }: Operation['parameters'][number]): Row {
  const [whole] = rowsOf(schema);
  return {
    path: name,
    kind: whole?.kind ?? { words: '', ref: null },
    isRequired: required,
    meaning: description,
  };
}

function contentHtml(content: z.output<typeof contentSchema>): string {
  return Object.entries(content)
    .map(([type, { schema }]) => `<div><code>${escaped(type)}</code>${schemaHtml(schema)}</div>`)
    .join('\n');
}

/** Those that say the same of every operation, in one line each. */
function answersHtml(responses: Operation['responses']): string {
  const [done, refused] = [true, false].map((isDone) =>
    Object.entries(responses).filter(([status]) => status.startsWith('2') === isDone),
  );
  const bodies = (done ?? []).map(
    ([status, { content }]) => `<div><b>${status}</b>${contentHtml(content)}</div>`,
  );
  const others = (refused ?? []).map(
    ([status, { description }]) => `<tr><td>${statusText(status)}<td>${spans(description)}`,
  );
  return `${bodies.join('\n')}\n<details><summary>Otherwise: ${(refused ?? []).map(([status]) => statusText(status)).join(', ')}</summary><table>${others.join('')}</table></details>`;
}

const statusText = (status: string): string => (status === 'default' ? 'any other' : escaped(status));

/** In words where that is all, by its name where it has one, else its rows, shut. */
function schemaHtml(shape: Shape): string {
  const rows = rowsOf(shape);
  const [first] = rows;
  if (rows.length === 1 && first !== undefined)
    return ` ${kindHtml(first.kind)}${first.meaning === '' ? '' : `. ${spans(first.meaning)}`}`;
  return `<details><summary>${rows.length} values</summary>${tableHtml(rows)}</details>`;
}

function componentHtml(name: string, shape: Shape): string {
  const id = escaped(name);
  const meaning = shape.description === undefined ? '' : proseHtml(shape.description);
  return `<h3 id="schema-${id}">${id}</h3>\n${meaning}<details><summary>Values</summary>${tableHtml(rowsOf(shape))}</details>`;
}

/** The end tags of cells and rows may be left out, and are a tenth of the page. */
function tableHtml(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ path, kind, isRequired, meaning }) =>
      `<tr><td><code>${escaped(path === '' ? '(whole)' : path)}</code>${isRequired ? '' : ' optional'}<td>${kindHtml(kind)}<td>${spans(meaning)}`,
  );
  return `<table>${lines.join('\n')}</table>`;
}

function kindHtml({ words, ref }: Kind): string {
  const link = ref === null ? '' : `<a href="#schema-${escaped(ref)}">${escaped(ref)}</a>`;
  const between = words !== '' && link !== '' ? (words === 'list of' ? ' ' : ' or ') : '';
  return words === 'list of' ? `${words}${between}${link}` : `${link}${between}${escaped(words)}`;
}
