/** What `source presets` tells: the kinds of files that are known. */
import { PRESETS } from '../../../shared/domain/source-proposal/presets.ts';
import type { Page } from './page.ts';
import { tableText } from './table.ts';

export const PRESET_HELP =
  'the kind of file (list: source presets); a file of another kind is refused (default: recognised from the file)';

export const presetsOnWire = () => ({
  presets: PRESETS.map(({ id, writer, described, signs }) => ({
    ...{ id, writer, described },
    recognisedBy: signs.map(({ says }) => says),
  })),
});

export function presetsText(page: Page): string {
  const columns = ['preset', 'what writes it', 'recognised by', 'described at'].map((title) => ({ title }));
  const rows = presetsOnWire().presets.map(({ id, writer, recognisedBy, described }) => [
    ...[id, writer, recognisedBy.join('; '), described],
  ]);
  return tableText(columns, rows, page);
}
