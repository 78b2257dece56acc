/** What stands in a folder before an export for OSDR: what an earlier one wrote goes, what people made stays. */
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathProblem } from '../../../shared/domain/osdr/path-problem.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { jsonOf } from '../../../shared/formats/json-of.ts';
import { isMissing } from '../export/write-whole.ts';
import { asDiskFailure, standsAsFolder } from '../files/disk-failure.ts';
import { CliFailure } from '../stack/failure.ts';
import type { Terminal } from '../stack/terminal.ts';
import { describeFile, isInside, textIn } from './folder-file.ts';
import { type HandedFile, OSDR_MANIFEST, osdrManifestSchema } from './manifest.ts';

const ADVICE = 'name an empty folder, or one that an earlier export --osdr of this experiment filled';

/** What an export that broke off leaves: it has no manifest yet. */
const OURS =
  /^(?:[isa]_.*\.txt|raw|processed|environment|definitions|README\.md|(?:events|exclusions|raw_files)\.csv|md5sum\.txt|.*\.part|.*\.kept-[0-9a-f]{12})$/;

export class EarlierExport {
  readonly #folder: string;
  readonly #terminal: Pick<Terminal, 'note'>;
  /** SHA-256 of what the earlier export wrote, by path. */
  readonly #written: ReadonlyMap<string, string>;

  private constructor(folder: string, terminal: Pick<Terminal, 'note'>, files: readonly HandedFile[]) {
    this.#folder = folder;
    this.#terminal = terminal;
    this.#written = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  }

  /** Fails with a `CliFailure` where the folder is of something else. */
  static async in(
    folder: string,
    experiment: string,
    terminal: Pick<Terminal, 'note'>,
  ): Promise<EarlierExport> {
    return new EarlierExport(folder, terminal, await earlierFiles(folder, experiment));
  }

  /** Before a file of that digest is written: another one that is not what we wrote is kept under another name. */
  async makeRoom(path: string, sha256: string): Promise<void> {
    const standing = await this.#standing(path);
    if (standing === null || standing === sha256 || standing === this.#written.get(path)) return;
    const kept = `${path}.kept-${standing.slice(0, 12)}`;
    await rename(join(this.#folder, path), join(this.#folder, kept));
    this.#terminal.note(
      `${path} was not as Howship wrote it: it is kept as ${kept}, and a new one stands in its place\n`,
    );
  }

  /** Removes what is no part of the export any more, where it is what we wrote; a manifest can say what it likes. */
  async removeOthers(standing: ReadonlySet<string>): Promise<void> {
    for (const [path, written] of this.#written) {
      if (standing.has(path) || pathProblem(path) !== null) continue;
      const place = join(this.#folder, path);
      const isOurs = await isInside(this.#folder, place).catch(orMissing);
      if (isOurs === true && (await this.#standing(path)) === written) await rm(place, { force: true });
    }
  }

  /** Its digest; null where there is none. */
  async #standing(path: string): Promise<string | null> {
    const place = join(this.#folder, path);
    const found = await stat(place).catch(orMissing);
    if (found === null) return null;
    if (!found.isFile()) throw standsAsFolder(place);
    return (await describeFile(this.#folder, path)).sha256;
  }
}

function orMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}

/** None where the folder is empty, or the earlier export did not end. */
async function earlierFiles(folder: string, experiment: string): Promise<readonly HandedFile[]> {
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (isMissing(error)) return [];
    throw asDiskFailure(error, folder);
  });
  if (names.length === 0) return [];
  const read = names.includes(OSDR_MANIFEST) ? await textIn(folder, OSDR_MANIFEST) : { why: 'none' };
  const manifest = 'text' in read ? osdrManifestSchema.safeParse(jsonOf(read.text)).data : undefined;
  if (manifest?.experiment === experiment) return manifest.files;
  if (manifest === undefined && names.every((name) => OURS.test(name))) return [];
  const held =
    manifest === undefined
      ? `other files (${listText(names.sort(), ', ', 6)})`
      : `an export of ${manifest.experiment}`;
  throw new CliFailure('export.folder-not-empty', `${folder} holds ${held}: ${ADVICE}`);
}
