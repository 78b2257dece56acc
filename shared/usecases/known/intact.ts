/** The door through which kept objects are read: whatever is wrong with their bytes is told as `Damaged`, with the key. */
import { type Derived, digestNamed } from '../../domain/archive/derived.ts';
import { Damaged } from '../../domain/damaged.ts';
import { BadBytes, orBadBytes } from '../../formats/checked/bad-bytes.ts';
import { sha256 } from '../../formats/digest.ts';
import { ObjectMissing, type ObjectName, type Ports, versionNamed } from '../../ports.ts';

/** Fails with `Damaged` where the bytes are bad or the object is gone, not where the network fails. */
export async function intact<T>(name: ObjectName, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof BadBytes || error instanceof ObjectMissing)
      throw new Damaged(versionNamed(name).key, error);
    throw error;
  }
}

/** The text of a derived object. Fails with `Damaged` where it has not the digest that it is named by. */
export async function keptText(ports: Ports, object: Derived): Promise<string> {
  return Buffer.from(await keptBytes(ports, object)).toString();
}

/** The same, of an object that is no text. */
export function keptBytes(ports: Ports, object: Derived): Promise<Uint8Array> {
  return intact(object, async () => {
    const bytes = await ports.archive.read(object);
    const got = sha256(bytes).slice(0, DIGITS);
    const expected = digestNamed(object);
    if (got !== expected) throw new BadBytes('the object', `the digest ${expected}`, got);
    return bytes;
  });
}

const DIGITS = 32;

/** Fails with `Damaged`, naming `what`, where the text is no JSON or not what the schema says. */
export function parseKept<T>(what: string, text: string, schema: { parse(value: unknown): T }): T {
  try {
    return orBadBytes('the text', () => schema.parse(JSON.parse(text)));
  } catch (error) {
    throw new Damaged(what, error);
  }
}
