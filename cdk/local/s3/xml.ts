import { S3Error } from './errors.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** Text inside an element. Control characters go out as references, as S3 sends them, so that no key is unlistable. */
function escapeText(text: string): string {
  return text.replace(/[&<>"'\p{Cc}]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** `<name>text</name>` */
export function element(name: string, text: string | number | boolean): string {
  return `<${name}>${escapeText(String(text))}</${name}>`;
}

/** `<name>children</name>` */
export function group(name: string, children: readonly string[]): string {
  return `<${name}>${children.join('')}</${name}>`;
}

export function xmlDocument(root: string, children: readonly string[], namespace = NAMESPACE): string {
  const attribute = namespace === '' ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attribute}>${children.join('')}</${root}>`;
}

/** An element of a request body: its children, or, where it has none, its text. */
export interface XmlNode {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlNode[];
}

/**
 * Reads the small XML documents that S3 requests carry: elements, text and the five named or numeric references.
 * A document type, CDATA and anything not well-formed is refused with `MalformedXML`.
 */
export function parseXml(text: string): XmlNode {
  const tokens = text
    .replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '')
    .matchAll(/<(\/?)([\w:.-]+)([^<>]*?)(\/?)>|([^<]+)|</g);
  const top: OpenNode = { name: '', text: '', children: [] };
  const open: OpenNode[] = [top];
  for (const [token, closing, name, attributes, selfClosing, characters] of tokens) {
    const current = open.at(-1)!;
    if (characters !== undefined) {
      current.text += unescapeText(characters);
    } else if (name === undefined || /[!?]/.test(token)) {
      throw malformed(`unexpected ${JSON.stringify(token)}`);
    } else if (closing === '/') {
      if (name !== current.name || attributes?.trim() !== '')
        throw malformed(`</${name}> closes <${current.name}>`);
      open.pop();
    } else {
      const node: OpenNode = { name, text: '', children: [] };
      current.children.push(node);
      if (selfClosing !== '/') open.push(node);
    }
  }
  const [root, ...more] = top.children;
  if (open.length !== 1 || root === undefined || more.length > 0 || top.text.trim() !== '') {
    throw malformed('expected one root element, closed');
  }
  return root;
}

interface OpenNode {
  readonly name: string;
  text: string;
  readonly children: OpenNode[];
}

const REFERENCES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function unescapeText(text: string): string {
  return text.replace(/&([^;&]*);?/g, (reference, name: string) => {
    const numeric = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name);
    if (numeric !== null) {
      const code = numeric[1] === undefined ? Number(numeric[2]) : Number.parseInt(numeric[1], 16);
      if (code <= 0x10ffff) return String.fromCodePoint(code);
    }
    const known = REFERENCES.get(name);
    if (known === undefined) throw malformed(`unknown reference ${reference}`);
    return known;
  });
}

function malformed(why: string): S3Error {
  return new S3Error(
    'MalformedXML',
    `The XML you provided was not well-formed or did not validate against our published schema: ${why}.`,
  );
}
