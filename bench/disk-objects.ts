import { createReadStream } from 'node:fs';
import { link, open, readFile, rename, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type ObjectName, versionNamed } from '../shared/ports.ts';
import { MemoryObjects } from '../test/support/memory-ports.ts';

/** Objects as files, durable as the local S3 door makes them: written aside, synced, renamed, the folder synced. */
export class DiskObjects extends MemoryObjects {
  readonly #folder: string;
  bytesPut = 0;
  objectsPut = 0;

  constructor(folder: string) {
    super();
    this.#folder = folder;
  }

  /** Makes a file that is there the object of the key, without a copy. */
  async adopt(key: string, path: string): Promise<void> {
    await link(resolve(path), this.#pathOf(key));
  }

  override async put(key: string, bytes: Uint8Array): Promise<string> {
    const path = this.#pathOf(key);
    const draft = await open(`${path}.draft`, 'w');
    try {
      await draft.writeFile(bytes);
      await draft.sync();
    } finally {
      await draft.close();
    }
    await rename(`${path}.draft`, path);
    const folder = await open(this.#folder, 'r');
    await folder.sync();
    await folder.close();
    this.bytesPut += bytes.length;
    this.objectsPut += 1;
    return 'newest';
  }

  override async size(name: ObjectName): Promise<number | null> {
    return (await stat(this.#pathOf(versionNamed(name).key))).size;
  }

  /** In pieces of 64 KB, each an array of its own: as they come from a connection. */
  override open(key: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.#pathOf(key));
  }

  override read(name: ObjectName): Promise<Uint8Array> {
    return readFile(this.#pathOf(versionNamed(name).key));
  }

  /** Nothing of the rest: a question to a delta page reads its footer. */
  override async readRange(name: ObjectName, from: number, to: number): Promise<Uint8Array> {
    const file = await open(this.#pathOf(versionNamed(name).key), 'r');
    try {
      const bytes = new Uint8Array(to - from);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  #pathOf(key: string): string {
    return join(this.#folder, encodeURIComponent(key));
  }
}
