import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { asDiskFailure } from '../../../../functions/cli/files/disk-failure.ts';
import { CliFailure } from '../../../../functions/cli/stack/failure.ts';
import { howship } from '../../../support/cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'howship-disk-'));
let isMounted = false;
try {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
  isMounted = true;
} catch {
  // Only root may mount a disk.
}
afterAll(() => {
  if (isMounted) execFileSync('umount', ['-l', folder]);
  rmSync(folder, { recursive: true, force: true });
});

const systemError = (code: string, rest: object = {}) =>
  Object.assign(new Error(`${code}: of the system`), { code, ...rest });

describe('what a disk does to a file that is written', () => {
  it.each([
    ['ENOSPC', 'disk.full'],
    ['EDQUOT', 'disk.full'],
    ['EROFS', 'disk.read-only'],
    ['ENOTDIR', 'disk.not-a-folder'],
    ['EACCES', 'disk.read-only'],
    ['EPERM', 'disk.read-only'],
    ['EIO', 'disk.failed'],
  ])('%s is told as %s, with the file', (code, told) => {
    const failure = asDiskFailure(systemError(code, { path: '/x/report.html' }));
    expect(failure).toMatchObject({ code: told, message: expect.stringContaining('/x/report.html') });
    expect(asDiskFailure(systemError(code), 'named.svg')).toMatchObject({
      message: expect.stringContaining('named.svg'),
    });
  });

  it('is told of a folder that may not be made, and of no error of another kind', () => {
    expect(asDiskFailure(systemError('ENOENT', { syscall: 'mkdir', path: '/ro/b' }))).toMatchObject({
      code: 'disk.read-only',
    });
    const others = [
      systemError('ENOENT', { syscall: 'open' }),
      new TypeError('x'),
      new CliFailure('a.b', 'c'),
      'text',
    ];
    for (const error of others) expect(asDiskFailure(error)).toBe(error);
  });
});

it.runIf(isMounted)('a command that fills its disk, or may not write, says so in one line', async () => {
  const filled = await howship(['simulate', join(folder, 'mission'), '--days', '3']);
  expect(filled).toMatchObject({ code: 1, out: '' });
  expect(filled.err).toMatch(/^howship: there is no room on the disk for .*\(disk\.full\)\n$/);
  execFileSync('mount', ['-o', 'remount,ro', folder]);
  const refused = await howship(['simulate', join(folder, 'another')]);
  expect(refused.err).toMatch(/^howship: .*another cannot be written .*\(disk\.read-only\)\n$/);
});
