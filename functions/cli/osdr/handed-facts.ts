/** What an experiment is and what people told of it, for who hands it on. */
import { contactsSchema } from '../../../shared/contract/contacts.ts';
import { definitionOnWireSchema, definitionsSchema } from '../../../shared/contract/definitions.ts';
import type { ReceiptOnWire } from '../../../shared/contract/downlinks.ts';
import { type ExclusionOnWire, exclusionsSchema } from '../../../shared/contract/exclusions.ts';
import { type EventOnWire, eventsSchema } from '../../../shared/contract/experiments.ts';
import { type ArchiveOnWire, archiveSchema } from '../../../shared/contract/telemetry.ts';
import { canonicalJson } from '../../../shared/domain/canonical-json.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { parseDefinition } from '../../../shared/domain/experiment/parse-definition.ts';
import { READ_FROM } from '../../../shared/domain/timeline/event-record.ts';
import { sha256Of } from '../export/write-whole.ts';
import type { ApiClient } from '../stack/api-client.ts';
import { pathOf } from '../stack/command-context.ts';
import { CliFailure } from '../stack/failure.ts';
import { listedDownlinks } from '../stack/find-downlink.ts';
import type { OsdrManifest } from './manifest.ts';

export interface KnownDefinition {
  readonly sha256: string;
  readonly revisions: OsdrManifest['definitions'][number]['revisions'];
  /** Its digest is `sha256`. */
  readonly canonical: string;
}

export interface HandedFacts {
  readonly definition: Definition;
  readonly inForce: OsdrManifest['definition'];
  readonly definitions: readonly KnownDefinition[];
  readonly receipts: readonly ReceiptOnWire[];
  /** Downlinks whose receipts cannot be shown. */
  readonly damaged: readonly string[];
  /** Of the definition, of files, and recorded. */
  readonly events: readonly EventOnWire[];
  readonly exclusions: readonly ExclusionOnWire[];
  readonly contacts: OsdrManifest['contacts'];
  readonly archive: ArchiveOnWire;
}

/** Fails with a `CliFailure` where a definition came otherwise than its digest says. */
export async function handedFacts(client: ApiClient, experiment: string): Promise<HandedFacts> {
  const at = (...rest: string[]) => pathOf(experiment, ...rest);
  const { inForce, definitions: all } = await client.get(at('definitions'), definitionsSchema);
  const definitions: KnownDefinition[] = [];
  for (const { sha256, revisions } of all)
    definitions.push({ sha256, revisions, canonical: await documentOf(client, experiment, sha256) });
  const known = definitions.find(({ sha256 }) => sha256 === inForce.sha256);
  if (known === undefined) throw new Error(`the definition in force, ${inForce.sha256}, is not in the list`);
  const { downlinks: receipts, damaged } = await listedDownlinks(client, experiment);
  return {
    definition: parseDefinition(JSON.parse(known.canonical)),
    inForce,
    definitions,
    receipts,
    damaged: damaged.map(({ id }) => id),
    events: (await client.get(at('events'), eventsSchema)).events,
    exclusions: (await client.get(at('exclusions'), exclusionsSchema)).exclusions,
    contacts: await contactsOf(client, experiment),
    archive: await client.get(at('archive'), archiveSchema),
  };
}

async function documentOf(client: ApiClient, experiment: string, sha256: string): Promise<string> {
  const { definition } = await client.get(pathOf(experiment, 'definitions', sha256), definitionOnWireSchema);
  const canonical = canonicalJson(definition);
  const got = sha256Of(Buffer.from(canonical));
  if (got === sha256) return canonical;
  throw new CliFailure(
    'export.damaged',
    `expected the definition ${sha256}, got one of SHA-256 ${got}: run the command again`,
  );
}

/** None where nobody put a plan. */
async function contactsOf(client: ApiClient, experiment: string): Promise<OsdrManifest['contacts']> {
  try {
    return (await client.get(pathOf(experiment, 'contacts'), contactsSchema)).contacts;
  } catch (error) {
    if (error instanceof CliFailure && error.code === 'contacts.none') return [];
    throw error;
  }
}

/** Those that neither the definition nor a file brings: they are to be recorded again. */
export const recordedByPeople = (events: readonly EventOnWire[]): EventOnWire[] =>
  events.filter(({ recordedBy, source }) => recordedBy !== undefined && !source.startsWith(READ_FROM));
