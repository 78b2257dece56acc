import { createMiddleware } from 'hono/factory';
import { quoted } from '../../../shared/domain/quoted.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';

/** What separates words, or ends a path, where somebody decodes it once more; and what no name holds. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ODD = /[/\\?#\u0000-\u001f\u007f]/;

/**
 * What a path must not hold, in words; null where nothing is wrong with it. No name of an operation or of a thing has such
 * a word, and the programs between a caller and here read them in different ways.
 *
 * @param path as it stands in the address, percent-encoded
 */
export function oddWord(path: string): string | null {
  if (path === '/') return null;
  for (const word of path.slice(1).split('/')) {
    const decoded = decodedOf(word);
    if (decoded === null) return `${quoted(word)}, which is no percent-encoded UTF-8`;
    if (decoded === '') return 'an empty word';
    if (decoded === '.' || decoded === '..') return quoted(decoded);
    if (ODD.test(decoded)) return quoted(decoded);
  }
  return null;
}

function decodedOf(word: string): string | null {
  try {
    return decodeURIComponent(word);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** Refuses a path of which a word is odd with `path.malformed`, before anybody is asked who they are. */
export function refuseOddPaths() {
  return createMiddleware(async ({ req }, next) => {
    const odd = oddWord(req.path);
    if (odd !== null)
      throw new Refusal(
        'invalid',
        'path.malformed',
        `expected a path of words without "/", "\\", "?", "#", "..", controls or blanks between slashes, got ${odd}; the paths are in /openapi.json`,
      );
    await next();
  });
}
