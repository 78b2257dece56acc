/** Elements of SVG and HTML as text; whatever a text or an attribute holds, it stays a text or an attribute. */
import { withTurnsWritten } from '../../domain/words/plain-text.ts';

export type Attributes = Readonly<Record<string, string | number | null>>;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * The text so that it is read as this text; what XML cannot hold, such as a NUL, becomes U+FFFD, and marks that turn the
 * direction of what follows are written out: they would turn the numbers beside a name.
 */
export function escaped(text: string): string {
  const readable = withTurnsWritten(
    text.toWellFormed().replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '\uFFFD'),
  );
  return readable.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** @param children markup that is escaped already; an attribute that is null is left out */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  const content = children.join('');
  return content === '' ? `<${name}${given}/>` : `<${name}${given}>${content}</${name}>`;
}

/** Words in a picture: whatever they hold, they stay words. */
export function textElement(attributes: Attributes, text: string): string {
  return element('text', attributes, escaped(text));
}

/** A coordinate: a tenth of a pixel is finer than anybody sees. */
export function pixel(value: number): number {
  return Math.round(value * 10) / 10;
}
