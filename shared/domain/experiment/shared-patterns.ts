/** Patterns of an assay whose files fit another reader too, so that nothing says what such a file is. */
import { quoted } from '../quoted.ts';
import { declaredBy } from './declared.ts';
import type { Definition } from './definition.ts';
import { type DefinitionWarning, type Path, warning } from './definition-warning.ts';
import { type FileReader, type Pattern, patternsOf } from './file-reader.ts';
import { matchesGlob } from './glob.ts';

/** Where every file of one pattern fits the other: of patterns that may cross, a file that fits both says so when it comes. */
export function sharedPatternWarnings(definition: Definition): DefinitionWarning[] {
  const patterns = patternsOf(declaredBy(definition));
  return patterns.flatMap((own, i) => {
    if (own.reader.reads === 'samples') return [];
    const other = patterns.slice(0, i).find((one) => isShared(own, one));
    return other === undefined
      ? []
      : [warning('definition.shared-pattern', pathOf(definition, own), told(own, other))];
  });
}

/** A file that fits both the images and the masks of an assay is a mask: only images that all are, are too much. */
function isShared(own: Pattern, other: Pattern): boolean {
  if (isMaskOf(own, other)) return covers(own.match, other.match);
  return covers(other.match, own.match) || covers(own.match, other.match);
}

const isMaskOf = ({ reader }: Pattern, { reader: other }: Pattern): boolean =>
  reader.id === other.id &&
  reader.reads === 'records' &&
  other.reads === 'records' &&
  reader.role === 'mask' &&
  other.role === 'values';

function told(own: Pattern, other: Pattern): string {
  if (isMaskOf(own, other))
    return `every file of ${quoted(other.match)} fits ${quoted(own.match)} too, so that every image is taken for a mask: narrow the pattern of the masks`;
  const [narrow, wide] = covers(other.match, own.match) ? [own, other] : [other, own];
  const name = ({ match, reader }: Pattern) => `${quoted(match)} (${nameOf(reader)})`;
  return `every file of ${name(narrow)} fits ${name(wide)} too, and is refused unless its upload names one of them: narrow the patterns`;
}

const nameOf = (reader: FileReader): string =>
  reader.reads === 'samples' ? `source ${reader.id}` : `assay ${reader.id}, ${ROLES[reader.role]}`;

const ROLES = {
  ...{ values: 'values', sheet: 'its sheet', transcripts: 'its transcripts', mask: 'its masks' },
} as const;

/** In the narrower pattern a wildcard stands for more than one character, so that only a `*` of the wider one takes it in. */
const covers = (wide: string, narrow: string): boolean =>
  matchesGlob(wide, narrow.replaceAll('*', '\uE000\uE001'));

function pathOf({ assays }: Definition, { reader }: Pattern): Path {
  const at: Path = ['assays', assays.findIndex(({ id }) => id === reader.id)];
  if (reader.reads === 'samples' || reader.role === 'values') return [...at, 'match'];
  if (reader.role === 'transcripts') return [...at, 'transcripts'];
  return [...at, reader.role === 'sheet' ? 'sheet' : 'masks', 'match'];
}
