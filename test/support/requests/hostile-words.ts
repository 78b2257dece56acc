/** What an attacker, a broken client or a bad day puts where a name, a number or a document belongs. */

/** Of a path, as they stand in it: each means another path to whoever decodes once more. */
export const PATH_WORDS = [
  ...['%23', '%3F', '%2e%2e', '..', '.', '%2f', '%5c', '%00', '%09', '%0A', '%7f', '%zz', '%', '%C3', ''],
  ...['%2e%2e%2f%2e%2e', '..%5c..', ';a=b', '%E2%80%AE', '%F0%9F%A6%B4', '%20', '+', 'null', '__proto__'],
  ...['constructor', '-1', '0', 'a'.repeat(300), '%41'.repeat(2000)],
];

/** Of a query or a name. */
export const WORDS = [
  ...[
    '',
    ' ',
    '\u0000',
    '\t',
    '\n',
    '\r\nX-Injected: 1',
    '\u001b[2J',
    '\u202e',
    '\ud83e\uddb4',
    '*',
    '**',
    '?',
  ],
  ...['../../etc/passwd', '..\\..\\boot.ini', '%2e%2e', "' OR 1=1 --", '"; DROP TABLE samples; --', '`id`'],
  ...['$(id)', '<script>alert(1)</script>', '=HYPERLINK("http://x.example")', '{{7*7}}', '\u0024{7*7}'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN', 'Infinity', '-0'],
  ...['-1', '0', '1e308', '1e999', '9007199254740993', '0x10', '1_000', '٣', '1'.repeat(400)],
  ...[
    'P',
    'PT',
    'P9999999Y',
    'PT0S',
    '-PT1H',
    'PT1E9S',
    '2026-02-30T00:00:00Z',
    '0000-00-00',
    '9999-12-31T23:59:60Z',
  ],
  ...['2026-03-01', '+275760-09-13T00:00:00Z', '-000001-01-01T00:00:00Z', '2026-03-01T06:00:00', 'T', 'now'],
  ...[
    'a'.repeat(65),
    'a'.repeat(5000),
    '[a-',
    '(((((((((((((((((((((',
    '(a+)+$',
    '*'.repeat(200),
    '{a,b}{c,d}',
  ],
  'a?*'.repeat(60),
];

export const PAGE_TOKENS = [
  ...['1', 'AA==', '====', 'null', '1:', '../1', '0', '-1', '99999999999999999999', 'a'.repeat(400)],
  Buffer.from('1:../../secrets').toString('base64url'),
  Buffer.from('2:d1').toString('base64url'),
  Buffer.from('{"__proto__":{"a":1}}').toString('base64url'),
];

/** An empty one is not among them: Node's client sends its own in its place. */
export const HOSTS = [
  'evil.example',
  'x/v1',
  'a b',
  '127.0.0.1.evil.example',
  'localhost@evil.example',
  '[::',
];

export const TOKENS = [
  ...['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a', `Bearer ${'a'.repeat(43)}`, 'Bearer null', 'bearer'],
  ...[
    'Bearer undefined',
    'Bearer __proto__',
    'Bearer [object Object]',
    `Bearer ${'a'.repeat(4000)}`,
    'Token x',
  ],
];

/** What else may stand above a body. */
export const HEADERS: readonly Readonly<Record<string, string>>[] = [
  ...['bytes=0-0', 'bytes=-1', 'bytes=5-2', 'bytes=0-,0-,0-', 'bytes=a-b', `bytes=${'0-1,'.repeat(200)}`].map(
    (range) => ({ range }),
  ),
  ...['text/html', '*/*;q=0', 'application/xml', ';;;', `${'a/b,'.repeat(300)}c/d`, 'text/csv;q=1e999'].map(
    (accept) => ({ accept }),
  ),
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/json;charset=utf-16',
  ].map((type) => ({ 'content-type': type })),
  ...['gzip', 'br', 'deflate, gzip'].map((encoding) => ({ 'content-encoding': encoding })),
  { 'x-http-method-override': 'DELETE' },
  { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'javascript' },
  { 'x-request-id': '\'"><script>' },
  { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  { 'if-none-match': '*', 'if-match': '"x"' },
  { cookie: 'token=x; '.repeat(50) },
];

export const METHODS = ['DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'POST', 'PUT', 'GET', 'PROPFIND', 'TRACE'];

const nested = (open: string, close: string, depth: number) => `${open.repeat(depth)}1${close.repeat(depth)}`;

/** Documents for whoever reads JSON. */
export const JSON_TEXTS = [
  ...[
    '',
    ' ',
    'null',
    'true',
    '0',
    '"a"',
    '[]',
    '{}',
    '{',
    '[',
    '{"a":',
    '{"a":1,}',
    "{'a':1}",
    '{"a":1}{"a":2}',
  ],
  ...[
    '{"__proto__":{"isAdmin":true}}',
    '{"constructor":{"prototype":{}}}',
    '{"a":1,"a":2}',
    '{"a":1e999}',
    '\ufeff{}',
  ],
  ...[
    '{"\\u0000":1}',
    '{"a":"\\ud800"}',
    nested('[', ']', 20_000),
    nested('{"a":', '}', 20_000),
    '[{}'.repeat(3000),
  ],
  `{${Array.from({ length: 5000 }, (_, i) => `"k${i}":${i}`).join(',')}}`,
  `[${'{},'.repeat(20_000)}{}]`,
];

/** Documents for whoever reads YAML: bombs, tags, anchors, keys that mean something to a program. */
export const YAML_TEXTS = [
  ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefghij'].map(bombLine).join('\n'),
  ...[
    '!!js/function "f"',
    'id: !!python/object:os.system x',
    'id: *nowhere',
    'id: &a [*a]',
    '<<: &a { <<: *a }',
  ],
  ...[
    '__proto__: { isAdmin: true }',
    'id: a\nid: b',
    '%YAML 9.9\n---\nid: a',
    '--- a\n--- b',
    '\tid: a',
    'id: |\n',
  ],
  ...[
    'id: !<tag:yaml.org,2002:binary> AAAA',
    '? {a: 1}\n: 2',
    `${'- '.repeat(3000)}a`,
    `${'{a: '.repeat(2000)}`,
  ],
  `id: ${'a'.repeat(200_000)}`,
  Array.from({ length: 20_000 }, (_, i) => `k${i}: ${i}`).join('\n'),
  `id: a\nunits:\n${'  - {}\n'.repeat(3000)}channels:\n${'  - { id: a, unit: xx, period: P }\n'.repeat(3000)}`,
];

function bombLine(line: string, i: number): string {
  if (i === 0) return line;
  const before = String.fromCharCode(96 + i);
  return `${line}: &${line} [${Array.from({ length: 9 }, () => `*${before}`).join(',')}]`;
}

/** Tables for whoever reads CSV. */
export const CSV_TEXTS = [
  ...[
    '',
    ',',
    '\n\n\n',
    'a',
    'aos,los',
    'aos,los\n,',
    'name,unit,at\n"',
    '\u0000',
    'aos,aos\n1,2',
    '__proto__,los\n1,2',
  ],
  `aos,los,station\n2026-03-01T12:00:00Z,2026-03-01T12:10:00Z,=HYPERLINK("http://x.example")\n`,
  `aos,los\n${'2026-03-01T12:10:00Z,2026-03-01T12:00:00Z\n'.repeat(3000)}`,
  'a,'.repeat(30_000),
  `${'x'.repeat(300_000)}`,
];
