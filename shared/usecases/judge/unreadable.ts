/** What was kept as JSON and is something else now, or gone: however often it is tried, it will not be read. */
import { ObjectMissing, type ObjectVersion, type Ports } from '../../ports.ts';

export class Unreadable extends Error {
  constructor(what: string, options: ErrorOptions) {
    super(`${what} cannot be read`, options);
    this.name = 'Unreadable';
  }
}

/** The text of an object of the archive. Fails with `Unreadable` where there is none, not where the network fails. */
export async function keptText(ports: Ports, object: ObjectVersion): Promise<string> {
  try {
    return Buffer.from(await ports.archive.read(object)).toString();
  } catch (error) {
    if (error instanceof ObjectMissing) throw new Unreadable(object.key, { cause: error });
    throw error;
  }
}

/** Fails with `Unreadable`, naming `what`, where the text is no JSON or not what the schema says. */
export function parseKept<T>(what: string, text: string, schema: { parse(value: unknown): T }): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Unreadable(what, { cause });
  }
}
