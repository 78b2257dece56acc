/** XML of instruments as a tree: elements, attributes and text; no document types, so no entities but the five. */
import { Refusal } from '../../domain/refusal.ts';

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Of the element itself, without blanks around it. */
  readonly text: string;
  /** Children that were not kept, by name. */
  readonly left: Readonly<Record<string, number>>;
}

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  readonly left: Record<string, number>;
  text: string;
}

const DEEPEST = 100;
const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^\s<>]+)\s*>|<([^\s<>/!?]+)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * The root element. Fails with `xml.malformed`, naming the line, where the text is none, breaks off, has a document type
 * or is nested deeper than 100.
 *
 * @param leave names of elements that are counted and not kept, with all that they hold
 */
export function parseXml(text: string, leave: ReadonlySet<string>): XmlElement {
  const top: OpenElement = opened('', '');
  const stack = [top];
  // `exec` of a regular expression with the flag y moves `lastIndex` on.
  TOKEN.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text);
    if (token === null) throw malformed(text, at, strangeAt(text, at));
    take(token, stack, leave, (what) => malformed(text, at, what));
  }
  const [root] = top.children;
  if (stack.length > 1)
    throw malformed(text, text.length, `the file ends within <${stack.at(-1)!.name}>: it was cut off`);
  if (root === undefined || top.children.length > 1)
    throw malformed(text, text.length, 'expected one root element');
  return root;
}

function take(
  token: RegExpExecArray,
  stack: OpenElement[],
  leave: ReadonlySet<string>,
  fail: (what: string) => Refusal,
) {
  const [, cdata, closing, opening, attributes = '', selfClosing, plain] = token;
  const inner = stack.at(-1)!;
  if (plain !== undefined) inner.text += withEntities(plain);
  else if (cdata !== undefined) inner.text += cdata;
  else if (opening !== undefined) {
    if (stack.length > DEEPEST) throw fail(`expected elements nested at most ${DEEPEST} deep`);
    stack.push(opened(opening, attributes));
    if (selfClosing === '/') close(stack, leave);
  } else if (closing !== undefined) {
    if (stack.length === 1 || inner.name !== localName(closing))
      throw fail(`expected the end of <${inner.name}>, got </${closing}>`);
    close(stack, leave);
  }
}

function close(stack: OpenElement[], leave: ReadonlySet<string>): void {
  const element = stack.pop()!;
  const parent = stack.at(-1)!;
  if (leave.has(element.name)) parent.left[element.name] = (parent.left[element.name] ?? 0) + 1;
  else parent.children.push({ ...element, text: element.text.trim() });
}

function opened(name: string, written: string): OpenElement {
  const attributes: Record<string, string> = {};
  for (const [, key = '', double, single] of written.matchAll(ATTRIBUTE))
    attributes[localName(key)] = withEntities(double ?? single ?? '');
  return { name: localName(name), attributes, children: [], left: {}, text: '' };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** What is no entity of XML stays as it is. */
function withEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function strangeAt(text: string, at: number): string {
  return text.indexOf('>', at) < 0
    ? 'the file ends within a tag: it was cut off'
    : 'expected a tag or text, got something else, such as a document type';
}

function malformed(text: string, at: number, what: string): Refusal {
  const line = text.slice(0, at).split('\n').length;
  return new Refusal('invalid', 'xml.malformed', `line ${line}: this XML cannot be read: ${what}`, { line });
}
