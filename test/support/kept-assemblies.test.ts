import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { keepAssembly, takeAssembly } from './kept-assemblies.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-kept-'));
const kept = join(work, 'kept');
const home = (name: string) => join(work, name);
function synthesized(name: string, digest: string): string {
  mkdirSync(join(home(name), 'assembly', digest), { recursive: true });
  writeFileSync(join(home(name), 'assembly', digest, 'manifest.json'), digest);
  return home(name);
}
beforeEach(() => {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('a kept assembly', () => {
  it('is taken by the next home, under the same digest', () => {
    takeAssembly(home('none'), kept);
    expect(existsSync(home('none'))).toBe(false);
    keepAssembly(synthesized('first', 'a1'), kept);
    takeAssembly(home('second'), kept);
    expect(readFileSync(join(home('second'), 'assembly/a1/manifest.json'), 'utf8')).toBe('a1');
  });

  it('is the newest, and never replaces that of a home', () => {
    keepAssembly(synthesized('old', 'z9'), kept);
    utimesSync(join(kept, 'z9'), 1, 1);
    keepAssembly(synthesized('new', 'a1'), kept);
    takeAssembly(home('third'), kept);
    expect(readdirSync(join(home('third'), 'assembly'))).toEqual(['a1']);
    takeAssembly(home('old'), kept);
    expect(readdirSync(join(home('old'), 'assembly'))).toEqual(['z9']);
  });

  it('is kept once, and whole: a copy that was broken off is not taken', () => {
    keepAssembly(synthesized('first', 'a1'), kept);
    keepAssembly(home('first'), kept);
    mkdirSync(join(kept, 'b2.1.draft'));
    expect(readdirSync(kept).sort()).toEqual(['a1', 'b2.1.draft']);
    takeAssembly(home('second'), kept);
    expect(readdirSync(join(home('second'), 'assembly'))).toEqual(['a1']);
  });
});
