import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const CHUNK = 1 << 22;

/** The path of a set, which `write` makes where it is not there yet; a run that was broken off leaves no half of it. */
export function writeOnce(
  directory: string,
  name: string,
  write: (put: (text: string) => void) => void,
): string {
  const path = join(directory, name);
  if (existsSync(path)) return path;
  const draft = `${path}.${process.pid}.draft`;
  const file = openSync(draft, 'w');
  let waiting: string[] = [];
  let length = 0;
  const flush = () => {
    const bytes = Buffer.from(waiting.join(''));
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    waiting = [];
    length = 0;
  };
  write((text) => {
    waiting.push(text);
    length += text.length;
    if (length >= CHUNK) flush();
  });
  flush();
  closeSync(file);
  renameSync(draft, path);
  return path;
}
