/** Completion, asked of the shells themselves; zsh and fish only where this machine has them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SHELLS, type Shell } from '../../../../functions/cli/text/completion-script.ts';

const root = resolve(import.meta.dirname, '../../../..');
const work = mkdtempSync(join(tmpdir(), 'howship-completion-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const scripts = Object.fromEntries(
  SHELLS.map((shell) => {
    const path = join(work, `howship.${shell}`);
    const main = join(root, 'functions/cli/main.ts');
    writeFileSync(path, execFileSync(process.execPath, [main, 'completion', shell]));
    return [shell, path];
  }),
) as Record<Shell, string>;

const isHere = (shell: Shell) => spawnSync(shell, ['-c', 'exit']).status === 0;

/** What may follow the words, the last of which is begun. */
function inBash(...words: string[]): string[] {
  const script = `source ${scripts.bash}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _howship; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script, '-', 'howship', ...words], { encoding: 'utf8' })
    .trim()
    .split('\n');
}

function inFish(...words: string[]): string[] {
  const line = ['howship', ...words].join(' ');
  const { stdout, stderr } = spawnSync('fish', ['-c', `source ${scripts.fish}; complete -C '${line}'`], {
    encoding: 'utf8',
    env: { ...process.env, HOME: work },
  });
  expect(stderr).toBe('');
  return stdout
    .trim()
    .split('\n')
    .map((one) => one.split('\t')[0]!);
}

/** Runs the function of the script with what zsh sets for it, and prints what it would offer. */
function inZsh(...words: string[]): string[] {
  const script = `compdef() { }; _describe() { print -l -- "\${(@)choices%%:*}" }; source ${scripts.zsh}
    local -a words; words=("$@"); CURRENT=$#; _howship`;
  return execFileSync('zsh', ['-f', '-c', script, '-', 'howship', ...words], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .filter((word) => word.startsWith(words.at(-1)!));
}

describe.each([
  ['bash', inBash],
  ['zsh', inZsh],
  ['fish', inFish],
] as const)('completion of %s', (shell, offered) => {
  // Every machine that runs these tests has bash; the others are asked where they are.
  const ask = it.skipIf(shell !== 'bash' && !isHere(shell));

  ask('offers commands, those below a command, options, and values that are known', () => {
    expect(offered('exp').toSorted()).toEqual(['experiment', 'export', 'expression']);
    expect(offered('experiment', 'l')).toEqual(['list']);
    expect(offered('alarms', 'ack', 'x', '--com')).toEqual(['--comment']);
    expect(offered('upload', 'file.csv', '-e', 'rr1', '--dry')).toEqual(['--dry-run']);
    expect(offered('completion', 'f')).toEqual(['fish']);
  });

  ask('offers nothing of a command that was not typed', () => {
    expect(offered('upload', 'experiment', '--dr')).toEqual(['--dry-run']);
    expect(offered('experiment', 'apply', '--comm').filter(Boolean)).toEqual([]);
  });
});

it('is refused for a shell that it does not know, naming those that it does', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, 'functions/cli/main.ts'), 'completion', 'tcsh'],
    { encoding: 'utf8' },
  );
  expect(status).toBe(2);
  expect(stderr).toContain('bash, zsh, fish');
});
