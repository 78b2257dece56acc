/** A home that is well, and every way in which one is broken: each is told with what mends it. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openHome, rememberVersion } from '../../../cdk/local/home/home.ts';
import { lockHome } from '../../../cdk/local/home/lock.ts';
import { type HomeLook, lookAtHome, type WriteFile } from '../../../cdk/local/look-at-home.ts';
import type { TablePlan } from '../../../cdk/local/plan/plan.ts';
import { startTables } from '../../../cdk/local/tables.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-look-'));
const mounted: string[] = [];
afterAll(() => {
  for (const path of mounted) execFileSync('umount', ['-l', path]);
  rmSync(work, { recursive: true, force: true });
});

let homes = 0;
const TABLE: TablePlan = {
  name: 'Table',
  properties: {
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
};

/** As a stack leaves one. */
async function servedHome(): Promise<string> {
  const root = join(work, `home-${homes++}`);
  const home = openHome(root);
  rememberVersion(home);
  writeFileSync(join(root, 'secrets.json'), '{"token":"x"}');
  await (await startTables(home.dynamodb, [TABLE])).close();
  return root;
}

const looksAt = async (root: string, write?: WriteFile) => (await lookAtHome(root, write)).looks;
const look = (looks: readonly HomeLook[], what: string) => looks.find((one) => one.what === what);
const amiss = (looks: readonly HomeLook[]) => looks.filter(({ verdict }) => verdict !== 'OK');
const contents = (root: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name)).toString('base64')]);

const NOBODY = 65_534;

function looksAsNobody(root: string): HomeLook[] {
  const script = `const { lookAtHome } = await import(${JSON.stringify(resolve('cdk/local/look-at-home.ts'))}); console.log(JSON.stringify((await lookAtHome(${JSON.stringify(root)})).looks));`;
  const asNobody = { uid: NOBODY, gid: NOBODY };
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], asNobody).toString(),
  );
}

const unwritable = (folder: string): HomeLook => ({
  ...{ what: 'home', verdict: 'WRONG', found: `${folder} cannot be written` },
  mend: 'make it writable for this user, or give another HOWSHIP_HOME',
});

describe('a home that is well', () => {
  it('is told by what was looked at, with the version that served it, and nothing of it changes', async () => {
    const root = await servedHome();
    const before = contents(root);
    const looks = await looksAt(root);
    expect(looks.map(({ what, verdict }) => [what, verdict])).toEqual(
      ['home', 'rights of the home', 'writing', 'disk', 'stack of this home', 'secrets', 'table'].map(
        (what) => [what, 'OK'],
      ),
    );
    expect(look(looks, 'home')?.found).toBe(`${root} holds data of Howship, last served by version 0.1.0`);
    expect(contents(root)).toEqual(before);
  });

  it('need not be there', async () => {
    const root = join(work, 'not', 'yet');
    expect(amiss(await looksAt(root))).toEqual([]);
    expect(look(await looksAt(root), 'home')?.found).toBe(
      `${root} is not there yet; the first start makes it`,
    );
  });

  it('that a stack has is not opened: its table is said not to be looked at', async () => {
    const root = await servedHome();
    const release = lockHome(root, '2026-03-01T06:00:00Z');
    const looks = await looksAt(root);
    release();
    expect(look(looks, 'stack of this home')?.found).toBe(
      `process ${process.pid} has ${root} since 2026-03-01T06:00:00Z`,
    );
    expect(look(looks, 'table')).toMatchObject({ verdict: 'NOT_LOOKED_AT' });
  });
});

describe('a broken home', () => {
  it('is a file, or stands below one', async () => {
    const file = join(work, 'a-file');
    writeFileSync(file, '');
    for (const root of [file, join(file, 'below')])
      expect(amiss(await looksAt(root))).toEqual([
        {
          ...{
            what: 'home',
            verdict: 'WRONG',
            found: `expected a folder at ${file}, got a file there or in its path`,
          },
          mend: 'move the file away, or give another HOWSHIP_HOME',
        },
      ]);
  });

  it('holds files of others, beside its own or alone', async () => {
    const root = await servedHome();
    writeFileSync(join(root, 'thesis.docx'), '');
    expect(amiss(await looksAt(root))).toMatchObject([
      { what: 'home', verdict: 'CARE', found: expect.stringContaining('1 other file (thesis.docx)') },
    ]);
    const foreign = join(work, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'a.txt'), '');
    writeFileSync(join(foreign, 'b.txt'), '');
    expect(amiss(await looksAt(foreign))).toEqual([
      {
        ...{ what: 'home', verdict: 'WRONG' },
        found: `${foreign} is no home of Howship: it holds 2 other files (a.txt, b.txt)`,
        mend: 'give an empty folder as HOWSHIP_HOME',
      },
    ]);
  });

  it('can be read by other users', async () => {
    const root = await servedHome();
    chmodSync(root, 0o755);
    expect(amiss(await looksAt(root))).toEqual([
      {
        ...{ what: 'rights of the home', verdict: 'CARE' },
        found: `${root} has the mode 755: other users of this machine can read it`,
        mend: `the next start closes it; at once: chmod 700 ${root}`,
      },
    ]);
  });

  it.runIf(process.getuid?.() === 0)('cannot be read by this user', async () => {
    const root = await servedHome();
    chmodSync(work, 0o711);
    expect(amiss(looksAsNobody(root))).toEqual([unwritable(root)]);
    chownSync(root, NOBODY, NOBODY);
  });

  it.runIf(process.getuid?.() === 0)('cannot be made by this user, or stands where nobody sees', () => {
    chmodSync(work, 0o711);
    const closed = join(work, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    expect(amiss(looksAsNobody(join(work, 'to-be-made')))).toEqual([unwritable(work)]);
    expect(amiss(looksAsNobody(join(closed, 'below', 'it')))).toEqual([unwritable(closed)]);
  });

  it('has secrets that nobody wrote so', async () => {
    const root = await servedHome();
    writeFileSync(join(root, 'secrets.json'), '{"token":');
    expect(amiss(await looksAt(root))).toEqual([
      {
        ...{
          what: 'secrets',
          verdict: 'WRONG',
          found: `${join(root, 'secrets.json')} is not what was written`,
        },
        mend: expect.stringContaining('put a copy of it in its place'),
      },
    ]);
  });

  it.each(['CURRENT', 'MANIFEST'])('has a table whose %s is damaged', async (name) => {
    const root = await servedHome();
    const file = readdirSync(join(root, 'dynamodb')).find((one) => one.startsWith(name));
    writeFileSync(join(root, 'dynamodb', file!), 'garbage that nobody wrote');
    expect(amiss(await looksAt(root))).toEqual([
      {
        ...{ what: 'table', verdict: 'WRONG', found: `the table's files in ${root} are damaged` },
        mend: expect.stringContaining('./howship rebuild -e EXPERIMENT'),
      },
    ]);
    expect(readdirSync(root).filter((one) => one.startsWith('lock.'))).toEqual([]);
  });
});

describe('a full disk', () => {
  const FULL = {
    found: /^the disk of .* is full$/,
    mend: 'make room, or give a HOWSHIP_HOME on another disk',
  };

  it('fails the file that is written to see it', async () => {
    const root = await servedHome();
    const looks = await looksAt(root, () => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
    expect(amiss(looks)).toEqual([
      { what: 'writing', verdict: 'WRONG', found: expect.stringMatching(FULL.found), mend: FULL.mend },
    ]);
  });

  it.runIf(process.getuid?.() === 0)(
    'is seen by its room, and by the file, on a disk of its own',
    async () => {
      const root = join(work, 'small-disk');
      mkdirSync(root, { mode: 0o700 });
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=700', 'tmpfs', root], { stdio: 'ignore' });
      } catch {
        return; // A container may not mount; the case above stands for it.
      }
      mounted.push(root);
      const { bavail, bsize } = statfsSync(root);
      writeFileSync(join(root, 'usage.json'), Buffer.alloc(bavail * bsize));
      const full = { verdict: 'WRONG', found: expect.stringMatching(FULL.found), mend: FULL.mend };
      expect(amiss(await looksAt(root))).toEqual([
        { what: 'writing', ...full },
        { what: 'disk', ...full },
      ]);
    },
  );
});
