import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openHome } from '../../../../cdk/local/home/home.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-home-'));
afterAll(() => rmSync(work, { recursive: true }));

describe('openHome', () => {
  it.each([0o755, 0o777, 0o710, 0o700])('closes a home of mode %o to everybody but its owner', (mode) => {
    const root = join(work, mode.toString(8));
    mkdirSync(root);
    chmodSync(root, mode);
    openHome(root);
    expect(statSync(root).mode & 0o777).toBe(0o700);
  });

  it('makes one that only its owner can read, below folders that are not there', () => {
    const root = join(work, 'new/home');
    openHome(root);
    expect(statSync(root).mode & 0o777).toBe(0o700);
  });
});
