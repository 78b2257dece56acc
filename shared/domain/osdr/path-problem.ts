/** Which paths a folder that is handed on may name. */

/** Whoever names more is not naming a file of ours. */
const LONGEST_PATH = 400;

/**
 * Why a path of a manifest may not be followed; null where it may. A folder comes from others: no path leads out of it,
 * and each names the same file on every system.
 */
export function pathProblem(path: string): string | null {
  if (path === '' || path.length > LONGEST_PATH) return `it is not 1 to ${LONGEST_PATH} characters long`;
  if (/^(?:[/\\]|[A-Za-z]:)/.test(path)) return 'it is absolute';
  if (path.includes('\\')) return 'it has a backslash';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for.
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'it has a control character';
  const steps = path.split('/');
  if (steps.includes('..')) return 'it leads out of the folder (..)';
  if (steps.some((step) => step === '' || step === '.')) return 'it has an empty step';
  return null;
}

/** Paths that are one file, at least where capitals make no difference; each once. */
export function repeatedPaths(paths: readonly string[]): string[] {
  const known = new Set<string>();
  const repeated = new Set<string>();
  for (const path of paths) {
    const folded = path.normalize('NFC').toLowerCase();
    if (known.has(folded)) repeated.add(path);
    known.add(folded);
  }
  return [...repeated];
}

/** A name that is safe in every folder and in ISA-Tab, which advises against blanks. */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const safe = last.replaceAll(/[^A-Za-z0-9._-]+/g, '_').replace(/^[._-]+/, '');
  return safe === '' ? 'file' : safe.slice(-120);
}
