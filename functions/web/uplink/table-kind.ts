/** Tables that are no data of a payload, by their headers: they go another way into the stack. */

export type TableKind = 'CONTACTS' | 'EVENTS';

const CONTACTS = { all: ['aos', 'los', 'station', 'id'], must: ['aos', 'los'] };
const EVENTS = {
  all: ['name', 'unit', 'planned', 'at', 'accuracy', 'source', 'supersedes'],
  must: ['name', 'unit', 'at'],
};

/** A plan as JSON: a list of contacts, or an object with it. */
const JSON_PLAN = /^\s*(\{\s*"contacts"\s*:\s*)?\[\s*\{[^}]*"(aos|los)"\s*:/;

/**
 * Null where it is anything else: a column that neither knows makes it a file of data.
 *
 * @param head the first bytes as text
 */
export function tableKindOf(head: string): TableKind | null {
  const plain = head.replace(/^\uFEFF/, '');
  if (JSON_PLAN.test(plain)) return 'CONTACTS';
  const header = plain.split(/[\r\n]+/).find((line) => line.trim() !== '' && !line.startsWith('#'));
  if (header === undefined) return null;
  const cells = header.split(/[,;\t]/).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .toLowerCase(),
  );
  const is = ({ all, must }: typeof CONTACTS) =>
    cells.every((cell) => all.includes(cell)) && must.every((cell) => cells.includes(cell));
  if (is(CONTACTS)) return 'CONTACTS';
  return is(EVENTS) ? 'EVENTS' : null;
}
