/** The README and the docs are true: what they name exists, and what exists is named. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { howshipApp } from '../cdk/app.ts';
import { howship } from '../functions/cli/program.ts';
import { completenessSchema } from '../shared/contract/completeness.ts';
import { alarmActionKind } from '../shared/domain/alarm/action.ts';
import { SEVERITIES } from '../shared/domain/anomaly/anomaly.ts';
import { checkpointKind } from '../shared/domain/anomaly/checkpoint.ts';
import { subjectKind } from '../shared/domain/anomaly/subject.ts';
import { assayKind } from '../shared/domain/assay/assay-record.ts';
import { partKind } from '../shared/domain/assay/part-record.ts';
import { auditKind } from '../shared/domain/audit/audit-entry.ts';
import { headKind } from '../shared/domain/bucket/head.ts';
import { contactPlanKind, contactsKind } from '../shared/domain/contacts/contact-plan.ts';
import { DETECTORS } from '../shared/domain/detect/registry.ts';
import { DOWNLINK_STATES, digestKind, receiptKind } from '../shared/domain/downlink/receipt.ts';
import { refusedDropKind, sweepKind } from '../shared/domain/drop/drop-records.ts';
import { exclusionKind } from '../shared/domain/exclusion/exclusion.ts';
import { definitionKind, experimentKind } from '../shared/domain/experiment/experiment-record.ts';
import { recomputationKind } from '../shared/domain/experiment/recomputation.ts';
import { holderKind } from '../shared/domain/holder/holder-record.ts';
import { actionKind } from '../shared/domain/journal/action-record.ts';
import { journalKind } from '../shared/domain/journal/journal-record.ts';
import { noteKind } from '../shared/domain/note/note.ts';
import { messageKind } from '../shared/domain/notify/message-record.ts';
import { routesKind } from '../shared/domain/notify/routes-record.ts';
import { owedKind } from '../shared/domain/owed/owed.ts';
import { hoursKind } from '../shared/domain/page/hours.ts';
import { scaleKind } from '../shared/domain/pit/scale-confirmation.ts';
import { snapshotKind } from '../shared/domain/snapshot/snapshot-record.ts';
import { ACQUISITION_STATUSES, ORIGINS, QUALITIES } from '../shared/domain/telemetry/flags.ts';
import { broughtKind } from '../shared/domain/timeline/brought-event.ts';
import { eventKind } from '../shared/domain/timeline/event-record.ts';
import { trialKind } from '../shared/domain/trial/trial.ts';
import { triesKind } from '../shared/domain/tries/tries.ts';
import { deltaKind } from '../shared/domain/twins/delta-record.ts';
import { watchCursorKind } from '../shared/domain/watch-cursor.ts';
import {
  anchorsOf,
  danglingCitations,
  numberedSections,
  promisesOf,
  unknownPromises,
  unshownPromises,
} from './support/citations.ts';
import { commandOf } from './support/typed-commands.ts';

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
/** Markdown without the blanks that line its tables up. */
const readDocument = (path: string) => read(path).replaceAll(/ +\|/g, ' |');

const documents = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const readme = readDocument('README.md');
const everything = documents.map(readDocument).join('\n');

const matches = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1]!)),
];
const codeSpans = matches(everything, /`([^`\n]+)`/g);
/** Folders of the tree below, but for what tools put there. */
const foldersIn = (path: string) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(\.|node_modules$|cdk\.out$|coverage$)/.test(entry.name))
    .map((entry) => entry.name)
    .sort();

describe('the commands in the docs', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));

  it('are scripts of package.json where npm runs them', () => {
    const named = [
      ...matches(everything, /\bnpm run ([a-z:-]+)/g),
      ...matches(everything, /\bnpm (start|test)\b/g),
    ];
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('run files that exist', () => {
    const files = Object.values(scripts).flatMap((script) => matches(script, /\bnode (\S+\.ts)/g));
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  const tasks = sectionOf(readme, '## What to run');
  const lines = [
    ...matches(tasks.replace(/^[^|]*\|/, ''), /`([a-z][^`]*)`/g).filter((line) => !line.startsWith('./')),
    ...matches(everything, /^\.\/howship (.+)$/gm),
    ...codeSpans.flatMap((span) => matches(span, /^(?:npm run howship --|\.\/howship|howship) (.+)$/g)),
  ].filter((line, i, all) => all.indexOf(line) === i);

  it.each(lines)('are commands of the command line with options that it knows: howship %s', (line) => {
    expect(unknownWords(line)).toEqual([]);
  });

  it('name every command of the command line that "howship --help" names', () => {
    const help = execFileSync(process.execPath, [join(root, 'functions/cli/main.ts'), '--help'], {
      encoding: 'utf8',
    });
    const named = matches(help.slice(help.indexOf('Commands:')), /^ {2}([a-z]+)\b/gm).filter(
      (name) => name !== 'help',
    );
    expect(named).toEqual(howship().commands.map((command) => command.name()));
    const missing = named.filter(
      (name) =>
        !new RegExp(`\`(\\./howship )?${name}\\b`).test(tasks) && !readme.includes(`./howship ${name}`),
    );
    expect(missing).toEqual([]);
  });
});

/** Words of a command line that are neither a command, nor an option of it, nor a value or argument. */
function unknownWords(line: string): string[] {
  const found = commandOf(line);
  if (found === null) return [line];
  const { command, rest } = found;
  const isKnown = (word: string) =>
    command.options.some(({ long, short }) => word === long || word === short);
  const unknown = rest.filter((word) => word.startsWith('-') && word !== '--help' && !isKnown(word));
  return command.commands.length > 0 ? [line, ...unknown] : unknown;
}

it('the README is read in one sitting: at most 900 words', () => {
  expect(readme.split(/\s+/).length).toBeLessThanOrEqual(900);
});

describe('the names in the docs', () => {
  it('are files and folders that exist', () => {
    const top = [...foldersIn('.'), 'README.md', 'package.json', 'tsconfig.json'];
    const paths = codeSpans.filter(
      (span) => /^[\w.@-]+(\/[\w.@-]+)+\/?$/.test(span) && top.includes(span.split('/')[0]!),
    );
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('are files that exist in the commands of the README, but for what the reader brings', () => {
    const lines = matches(readme, /^\.\/howship (.*)$/gm);
    const files = lines.flatMap((line) => line.split(' ')).filter((word) => /\/.*\.\w+$/.test(word));
    expect(files).not.toEqual([]);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('are environment variables that the source reads', () => {
    const source = ['cdk', 'functions', 'shared', 'test'].flatMap(sourcesIn).join('\n');
    const named = matches(everything, /\b((?:HOWSHIP|AWS)_[A-Z_0-9]+)\b/g);
    expect(named).toContain('HOWSHIP_HOME');
    expect(named.filter((name) => !new RegExp(`\\b${name}\\b`).test(source))).toEqual([]);
  });

  it.each(documents)('are links that lead somewhere: %s', (document) => {
    const targets = matches(read(document), /\]\(([^)\s]+)\)/g).filter(
      (target) => !target.startsWith('https://'),
    );
    const broken = targets.filter((target) => {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? document : join(dirname(document), path);
      return (
        !existsSync(join(root, file)) || (anchor !== undefined && !anchorsOf(read(file)).includes(anchor))
      );
    });
    expect(broken).toEqual([]);
  });
});

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && path !== 'readme.test.ts')
    .map((path) => read(join(folder, path)));
}

describe('the map of the folders', () => {
  const block = /## Map of the folders\n\n```\n([\s\S]*?)```/.exec(read('CONTRIBUTING.md'))?.[1] ?? '';
  const mapped = new Map<string, string[]>();
  for (const line of block.split('\n')) {
    const [, indent, name] = /^( *)([\w-]+)\/(?: |$)/.exec(line) ?? [];
    if (name === undefined) continue;
    if (indent === '') mapped.set(name, []);
    else [...mapped.values()].at(-1)?.push(name);
  }

  it('equals the folders', () => {
    expect([...mapped.keys()].sort()).toEqual(foldersIn('.'));
  });

  it('names the rooms of the use cases', () => {
    const [line = ''] = matches(block, /^ {2}usecases\/(.*)$/gm);
    expect(matches(line, /\b(\w+)\//g).sort()).toEqual(foldersIn('shared/usecases'));
  });

  it.each(['cdk', 'functions', 'shared'])('equals the folders of %s', (folder) => {
    expect(mapped.get(folder)).toEqual(foldersIn(folder));
  });
});

describe('the glossary', () => {
  const glossary = readDocument('docs/glossary.md');
  const words = [
    ...DOWNLINK_STATES,
    ...QUALITIES,
    ...ACQUISITION_STATUSES,
    ...ORIGINS,
    ...SEVERITIES,
    ...completenessSchema.shape.gaps.element.shape.cause.options,
  ];

  it('has every word that answers may hold', () => {
    expect(words.length).toBeGreaterThan(30);
    expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(glossary))).toEqual([]);
  });

  it('defines no word twice', () => {
    const defined = matches(glossary, /^- \*\*([^*]+)\*\*/gm);
    const all = [...glossary.matchAll(/^- \*\*([^*]+)\*\*/gm)];
    expect(all).toHaveLength(defined.length);
  });
});

describe('the kinds of anomalies in the design', () => {
  const wrong = sectionOf(readDocument('docs/design.md'), '## What is wrong');

  it.each(DETECTORS.map(({ kind }) => kind))('say the rule of %s, which is built', (kind) => {
    const rule = sectionOf(wrong, `### ${kind}`);
    expect(rule.length).toBeGreaterThan(100);
    expect(rule).not.toContain('**Not built yet.**');
  });
});

/** From the heading to the next of its level or above; empty where there is none. */
function sectionOf(text: string, heading: string): string {
  const begin = text.indexOf(`\n${heading}\n`);
  if (begin < 0) return '';
  const rest = text.slice(begin + heading.length + 2);
  const level = heading.indexOf(' ');
  const end = rest.search(new RegExp(`^#{1,${level}} `, 'm'));
  return end < 0 ? rest : rest.slice(0, end);
}

describe('the data model', () => {
  const model = readDocument('docs/data-model.md');
  const kinds = [
    ...[contactsKind, contactPlanKind].map(({ name }) => name),
    ...[experimentKind, definitionKind, eventKind, receiptKind, digestKind].map(({ name }) => name),
    ...[trialKind, hoursKind, owedKind, triesKind].map(({ name }) => name),
    ...[recomputationKind, watchCursorKind, refusedDropKind, sweepKind].map(({ name }) => name),
    ...[partKind, assayKind, holderKind, auditKind].map(({ name }) => name),
    ...[headKind, deltaKind, subjectKind, checkpointKind, journalKind].map(({ name }) => name),
    ...[
      actionKind,
      alarmActionKind,
      exclusionKind,
      noteKind,
      scaleKind,
      broughtKind,
      snapshotKind,
      messageKind,
      routesKind,
    ].map(({ name }) => name),
  ];

  it('describes every kind of item, and no other', () => {
    const table = model.slice(model.indexOf('| kind |'), model.indexOf('`v` of a head'));
    expect(matches(table, /^\| `(\w+)` \|/gm).sort()).toEqual(kinds.sort());
  });

  it('begins every sort key as the source does', () => {
    const records = sourcesIn('shared/domain').filter((source) => source.includes(': Kind<'));
    const written = matches(records.join('\n'), /(?:sortKey\(|const [A-Z]+ = )'([A-Z]+)'/g).filter(
      (word) => word !== 'EXPERIMENTS',
    );
    expect(written.length).toBeGreaterThan(5);
    expect(written.filter((word) => !model.includes(`\`${word}#`))).toEqual([]);
  });

  it('has every object key', () => {
    const templates = matches(read('shared/domain/archive/keys.ts'), /string =>\s*`([a-z][^`]+)`/g);
    const documented = matches(model, /: `([^`]+)` \|/g);
    expect(templates.length).toBeGreaterThan(5);
    expect(templates.filter((key) => !documented.some((one) => shapeOf(one) === shapeOf(key)))).toEqual([]);
  });
});

/** The key with everything that is filled in as `*`: whole names, or `name=value` from `${subject}`. */
function shapeOf(key: string): string {
  return key.replaceAll(/\$\{(?:[^{}]|\{[^}]*\})*\}|<[^>]+>(?:=<[^>]+>)?|…/g, '*');
}

describe('the runbook of the payload', () => {
  const book = sectionOf(readDocument('docs/alarms.md'), '## What to look at, and what to rule out');

  it.each(DETECTORS.map(({ kind }) => kind))(
    'says of %s what to look at, by severity, and to rule out',
    (kind) => {
      const section = sectionOf(book, `### ${kind}`);
      expect(section).toMatch(/^\n*Look /);
      expect(section).toContain('- **Rule out**:');
      expect(
        SEVERITIES.filter(
          (severity) => section.includes(`**${severity}`) || section.includes(`, ${severity}**`),
        ),
      ).not.toEqual([]);
    },
  );

  it('says of each severity what it asks for', () => {
    const begin = book.slice(0, book.indexOf('\n### '));
    expect(SEVERITIES.filter((severity) => !begin.includes(`**${severity}**`))).toEqual([]);
  });
});

describe('the runbook', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'howship-docs-'));
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));
  const app = howshipApp({ functionsDirectory: join(root, 'test/fixtures/functions'), outdir });
  const templateSchema = z.object({
    Resources: z.record(
      z.string(),
      z.object({
        Type: z.string(),
        Properties: z.looseObject({ AlarmDescription: z.string().optional() }).optional(),
      }),
    ),
  });
  const { Resources } = templateSchema.parse(app.synth().getStackByName('Howship').template);
  const alarms = Object.values(Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');

  it('has the impact of every alarm of the stack, word for word', () => {
    const impacts = alarms.map(({ Properties }) => Properties?.AlarmDescription ?? 'no impact');
    expect(impacts.length).toBeGreaterThan(8);
    const runbook = readDocument('docs/alarms.md');
    expect(impacts.filter((impact) => !runbook.includes(`| ${impact} |`))).toEqual([]);
    expect(runbook.match(/^\| .* \| .*\. \| .* \|$/gm)).toHaveLength(impacts.length);
  });
});

describe('the decisions', () => {
  const names = documents.filter((document) => document.startsWith('docs/adr/')).map((path) => path.slice(9));

  it('are numbered without gaps, each with its number in the title, and half a page long', () => {
    expect(names.sort().map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, i) => i + 1));
    for (const name of names) {
      const text = read(`docs/adr/${name}`);
      expect(text).toMatch(new RegExp(`^# ${Number(name.slice(0, 4))}\\. `));
      expect(text).toContain('**Decision.**');
      expect(text.split(/\s+/).length).toBeLessThan(450);
    }
  });
});

describe('what is cited', () => {
  // The test of these checks plants citations that lead nowhere.
  const paths = textFilesIn('.').filter((path) => path !== 'test/support/citations.test.ts');
  const texts = new Map(paths.map((path) => [path, read(path)]));
  const promises = promisesOf(read('docs/promises.md'));

  it('is in the documents, by heading', () => {
    expect(texts.size).toBeGreaterThan(500);
    expect(danglingCitations(texts)).toEqual([]);
    expect(numberedSections(texts)).toEqual([]);
  });

  it('of promises is one that is made, and each is shown by tests that exist', () => {
    expect([...promises.keys()]).toEqual(Array.from({ length: 12 }, (_, i) => `P${i + 1}`));
    expect(unknownPromises(texts, new Set(promises.keys()))).toEqual([]);
    expect(unshownPromises(promises, texts)).toEqual([]);
  });
});

/** Every file of text, but for what tools put there. */
function textFilesIn(folder: string): string[] {
  const here = readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs|md|ya?ml|json)$/.test(entry.name))
    .map((entry) => join(folder, entry.name));
  return [...here, ...foldersIn(folder).flatMap((name) => textFilesIn(join(folder, name)))];
}
