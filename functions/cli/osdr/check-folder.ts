/** Whether a folder that was handed on is what its manifest says, before anything of it is taken in. */

import { access, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { HOUSE_WORDS } from '../../../shared/domain/experiment/issue-words.ts';
import { fieldOf, findingsOf } from '../../../shared/domain/experiment/problems.ts';
import { pathProblem, repeatedPaths } from '../../../shared/domain/osdr/path-problem.ts';
import { orRefusal, Refusal } from '../../../shared/domain/refusal.ts';
import { sizeText } from '../../../shared/domain/words/size.ts';
import { readDefinition } from '../../../shared/formats/definition/read-definition.ts';
import { isaFindings } from '../../../shared/formats/isa-tab/isa-rules.ts';
import { jsonOf } from '../../../shared/formats/json-of.ts';
import { isMissing } from '../export/write-whole.ts';
import { readText } from '../files/read-text.ts';
import { CliFailure, type Finding } from '../stack/failure.ts';
import { describeFile, textIn, whyNotRead } from './folder-file.ts';
import { OSDR_MANIFEST, type OsdrManifest, osdrManifestSchema } from './manifest.ts';

export interface HandedFolder {
  readonly folder: string;
  readonly manifest: OsdrManifest;
  /** In the order in which they were put in force; those of which nobody noted it first. */
  readonly documents: readonly HandedDocument[];
  /** What is not as the manifest says, and takes nothing along: texts that people fill in, and files that nobody named. */
  readonly notes: readonly string[];
}

export interface HandedDocument {
  /** Null where nobody noted it. */
  readonly revision: number | null;
  readonly sha256: string;
  readonly canonical: string;
}

/** Of the texts of ISA-Tab and the README nothing is taken: people fill them in. */
const FILLED_IN = /^(?:[isa]_[^/]*\.txt|README\.md|md5sum\.txt)$/;

/** Reads everything of the folder once. Fails with a `CliFailure` that names every file that does not fit. */
export async function checkFolder(folder: string): Promise<HandedFolder> {
  const manifest = await manifestOf(folder);
  const findings = pathFindings(manifest);
  // No path is followed before all of them are known to stay in the folder.
  if (findings.length > 0) throw notWhole(folder, findings);
  const notes: string[] = [];
  for (const file of manifest.files) {
    const problem = await fileProblem(folder, file);
    if (problem === null) continue;
    if (FILLED_IN.test(file.path)) notes.push(`${file.path}: ${problem}`);
    else findings.push({ field: file.path, message: problem });
  }
  if (findings.length > 0) throw notWhole(folder, findings);
  const documents = await documentsOf(folder, manifest, findings);
  if (findings.length > 0) throw notWhole(folder, findings);
  const standing = await filesIn(folder);
  notes.push(...strangers(manifest, standing), ...(await brokenRules(folder, standing)));
  return { folder, manifest, documents, notes: [...new Set(notes)] };
}

async function manifestOf(folder: string): Promise<OsdrManifest> {
  const place = join(folder, OSDR_MANIFEST);
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  const hasManifest = await access(place).then(
    () => true,
    (error: unknown) => !isMissing(error),
  );
  if (!hasManifest) {
    const came = isThere
      ? `${folder}, in which there is no ${OSDR_MANIFEST}`
      : `${folder}, which is not there`;
    const sentence = `expected a folder that ./howship export --osdr wrote, got ${came}`;
    throw new CliFailure('import.no-manifest', sentence);
  }
  const read = await textIn(folder, OSDR_MANIFEST);
  if ('why' in read) throw new CliFailure('import.manifest', `${place} is not read: ${read.why}`);
  const { text } = read;
  const json = jsonOf(text);
  if (json === null)
    throw new CliFailure(
      'import.manifest',
      `${place} is no JSON (it has ${sizeText(Buffer.byteLength(text))}): was it cut off on its way? Copy the folder again, and check it with md5sum -c`,
    );
  const parsed = osdrManifestSchema.safeParse(json, HOUSE_WORDS);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues.flatMap((issue) => findingsOf(issue, osdrManifestSchema));
  const { path = [], message = '' } = first ?? {};
  throw new CliFailure(
    'import.manifest',
    `expected ${place} as ./howship export --osdr writes it, got another one (${fieldOf(path)}: ${message}): was it written by another version?`,
  );
}

/** More are counted. */
const MOST_FINDINGS = 50;

const notWhole = (folder: string, findings: readonly Finding[]): CliFailure =>
  new CliFailure(
    'import.folder',
    `${folder} is not as its manifest says, so nothing was taken in: ${findings[0]?.field}: ${findings[0]?.message}`,
    findings.slice(0, MOST_FINDINGS),
    { found: findings.length },
  );

/** Paths that may not be followed, that stand twice, or that no checksum is of. */
function pathFindings({ files, raw, definitions, tables }: OsdrManifest): Finding[] {
  const paths = files.map(({ path }) => path);
  const summed = new Set(paths);
  const used = [...raw.map(({ path }) => path), ...definitions.map(({ path }) => path), ...tables];
  const broken = [...new Set([...paths, ...used])].flatMap((path) => {
    const problem = pathProblem(path);
    return problem === null ? [] : [{ field: path, message: `this path is not followed: ${problem}` }];
  });
  const twice = (all: readonly string[]) =>
    repeatedPaths(all).map((path) => ({ field: path, message: 'expected each file once, got it twice' }));
  return [
    ...broken,
    ...twice(paths),
    ...twice(used),
    ...used
      .filter((path) => !summed.has(path))
      .map((path) => ({ field: path, message: 'expected its checksum among the files, got none' })),
  ];
}

async function fileProblem(
  folder: string,
  { path, bytes, sha256, md5 }: OsdrManifest['files'][number],
): Promise<string | null> {
  const why = await whyNotRead(folder, path);
  if (why !== null) return why;
  const got = await describeFile(folder, path);
  if (got.bytes !== bytes) return `expected ${bytes} bytes, got ${got.bytes}`;
  if (got.sha256 !== sha256) return `expected SHA-256 ${sha256}, got ${got.sha256}`;
  return got.md5 === md5 ? null : `expected MD5 ${md5}, got ${got.md5}`;
}

async function documentsOf(
  folder: string,
  { experiment, definition, definitions, raw, files }: OsdrManifest,
  findings: Finding[],
): Promise<HandedDocument[]> {
  const sums = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  for (const one of raw)
    if (sums.get(one.path) !== one.sha256)
      findings.push({
        field: one.path,
        message: `expected SHA-256 ${one.sha256} of the downlink, got ${sums.get(one.path)}`,
      });
  const documents: HandedDocument[] = [];
  for (const { path, sha256, revisions } of definitions) {
    const canonical = await readText(join(folder, path));
    const problem = definitionProblem(canonical, { experiment, sha256, sum: sums.get(path) });
    if (problem !== null) findings.push({ field: path, message: problem });
    const noted = revisions.map(({ revision }) => revision);
    for (const revision of noted.length === 0 ? [null] : noted)
      documents.push({ revision, sha256, canonical });
  }
  documents.sort((a, b) => (a.revision ?? 0) - (b.revision ?? 0));
  if (documents.at(-1)?.sha256 !== definition.sha256)
    findings.push({
      field: OSDR_MANIFEST,
      message: `expected the definition in force, ${definition.sha256}, to be the last of its revisions, got ${documents.at(-1)?.sha256 ?? 'none'}`,
    });
  return documents;
}

function definitionProblem(
  text: string,
  {
    experiment,
    sha256,
    sum,
  }: { readonly experiment: string; readonly sha256: string; readonly sum: string | undefined },
): string | null {
  if (sum !== sha256) return `expected a definition of SHA-256 ${sha256}, got one of ${sum}`;
  const read = orRefusal(() => readDefinition(text));
  if (read instanceof Refusal) return read.message;
  const { id }: Definition = read.definition;
  return id === experiment ? null : `expected a definition of ${experiment}, got one of ${id}`;
}

/** Files of the folder, by their paths in it. */
async function filesIn(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return new Set(
    entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
}

function strangers({ files }: OsdrManifest, standing: ReadonlySet<string>): string[] {
  const named = new Set([OSDR_MANIFEST, ...files.map(({ path }) => path)]);
  return [...standing]
    .filter((path) => !named.has(path))
    .sort()
    .map((path) => `${path}: it is not in the manifest, and nothing of it is taken in`);
}

/** Of the specification of ISA-Tab. */
async function brokenRules(folder: string, standing: ReadonlySet<string>): Promise<string[]> {
  const texts = new Map<string, string>();
  const notRead: string[] = [];
  for (const path of standing) {
    if (!/^[isa]_[^/]*\.txt$/.test(path)) continue;
    const read = await textIn(folder, path);
    if ('text' in read) texts.set(path, read.text);
    else notRead.push(`${path}: ${read.why}`);
  }
  const broken = isaFindings({ text: (path) => texts.get(path) ?? null, has: (path) => standing.has(path) });
  return [...notRead, ...broken];
}
