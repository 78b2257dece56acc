/** Whether a sample of a file is the one that was declared, where R wrote the file's header. */

/** `mangled`: as R's `make.names` writes the declared name (`1-flight` becomes `X1.flight`). */
export type SampleMatch = 'same' | 'mangled';

/** Words that are no names in R: they get a dot. */
const RESERVED: ReadonlySet<string> = new Set([
  ...['if', 'else', 'repeat', 'while', 'function', 'for', 'next', 'break', 'in'],
  ...['TRUE', 'FALSE', 'NULL', 'Inf', 'NaN', 'NA', 'NA_integer_', 'NA_real_', 'NA_character_', 'NA_complex_'],
]);

/** Null where they are two names. Names are opaque: nothing else about them may differ, letter case neither. */
export function sampleMatches(nameInFile: string, nameDeclared: string): SampleMatch | null {
  if (nameInFile === nameDeclared) return 'same';
  return namesInR(nameDeclared).includes(nameInFile) ? 'mangled' : null;
}

/**
 * What R makes of a name: a name begins with a letter, or with a dot that no digit follows, else `X` is put before it;
 * all but letters, digits, dots and underscores become dots (R's help page of `make.names`). What counts as a letter
 * is up to R's locale: in UTF-8 it is any letter, in C a byte above 127 is none.
 */
function namesInR(name: string): string[] {
  const latin = [...new TextEncoder().encode(name)].map((byte) => String.fromCharCode(byte)).join('');
  return [inR(name, '\\p{L}', '\\p{L}\\p{N}'), inR(latin, 'A-Za-z', 'A-Za-z0-9')];
}

function inR(name: string, letters: string, kept: string): string {
  const isBegun = new RegExp(`^(?:[${letters}]|\\.(?![0-9]))`, 'u').test(name);
  const plain = `${isBegun ? '' : 'X'}${name}`.replace(new RegExp(`[^${kept}._]`, 'gu'), '.');
  return RESERVED.has(plain) ? `${plain}.` : plain;
}
