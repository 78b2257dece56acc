/** RDML, the exchange format of real-time PCR (Lefever et al. 2009, Nucleic Acids Res. 37:2065; versions 1.0 to 1.3). */
import type { AssayRead, Well, WellTask } from '../../domain/assay/tables.ts';
import { Refusal } from '../../domain/refusal.ts';
import { countText } from '../../domain/words/count.ts';
import { parseXml, type XmlElement } from '../xml/parse-xml.ts';
import { WellList } from './well-list.ts';
import { ctOf } from './well-texts.ts';

/** Points of amplification and of melting: most of a file, of which the number says how many cycles there were. */
const POINTS: ReadonlySet<string> = new Set(['adp', 'mdp']);
const FEWEST_CYCLES = 20;
const TASKS: Readonly<Record<string, WellTask>> = {
  ...{ unkn: 'UNKNOWN', std: 'STANDARD', ntc: 'NO_TEMPLATE', ntp: 'NO_TEMPLATE' },
  ...{ nac: 'NO_REVERSE_TRANSCRIPTASE', nrt: 'NO_REVERSE_TRANSCRIPTASE', pos: 'POSITIVE' },
};

interface RdmlSample {
  readonly task: WellTask | null;
  readonly quantity: number | null;
}

/**
 * A record is the reaction of a well with a target. A Cq that is absent, below 0 (the format's sign for it) or the number
 * of cycles itself is of a signal that never crossed. Fails with `xml.malformed` or `rdml.none`.
 */
export function readRdml(xml: string): AssayRead {
  const root = parseXml(xml, POINTS);
  if (root.name !== 'rdml') throw refusal(`expected <rdml>, got <${root.name}>`);
  const samples = new Map(
    all(root, 'sample').map((sample) => [sample.attributes.id ?? '', sampleOf(sample)]),
  );
  const runs = all(root, 'experiment').flatMap((experiment) => all(experiment, 'run'));
  const reading = new RdmlReading(samples, runs.length);
  for (const run of runs) reading.takeRun(run);
  if (reading.reactions === 0) throw refusal('expected the reactions of a run, got none');
  const read = reading.list.read('RDML', xml.split('\n').length, reading.warnings());
  const descriptions = descriptionsOf(all(root, 'sample'));
  return descriptions.size === 0 ? read : { ...read, table: { ...read.table, descriptions } };
}

class RdmlReading {
  readonly list = new WellList();
  reactions = 0;
  readonly #samples: ReadonlyMap<string, RdmlSample>;
  readonly #isOneRun: boolean;
  #atLastCycle = 0;

  constructor(samples: ReadonlyMap<string, RdmlSample>, runs: number) {
    this.#samples = samples;
    this.#isOneRun = runs === 1;
  }

  takeRun(run: XmlElement): void {
    const columns = Number(textIn(child(run, 'pcrFormat'), 'columns'));
    for (const react of all(run, 'react')) {
      const position = positionOf(react.attributes.id ?? '', columns);
      const well = this.#isOneRun ? position : `${run.attributes.id ?? ''} ${position}`.trim();
      for (const data of all(react, 'data'))
        this.#takeData(data, well, child(react, 'sample')?.attributes.id ?? '');
    }
  }

  #takeData(data: XmlElement, well: string, sample: string): void {
    const line = ++this.reactions;
    this.list.row();
    const written = textIn(data, 'cq');
    const cq = ctOf(written.startsWith('-') ? '' : written, false);
    const { task, quantity } = this.#samples.get(sample) ?? { task: 'UNKNOWN', quantity: null };
    const shown = `${well}: ${written}`;
    if ('code' in cq) this.list.reject(line, cq, shown);
    else if (task === null) this.list.reject(line, UNKNOWN_TYPE, shown);
    else {
      const target = child(data, 'tar')?.attributes.id ?? '';
      const isOmitted = child(data, 'excl') !== null;
      const ct = this.#crossed(cq.value, data);
      const read: Well = {
        well,
        sample,
        target,
        task,
        ct,
        quantity: task === 'STANDARD' ? quantity : null,
        isOmitted,
      };
      this.list.add(line, read, '');
    }
  }

  #crossed(cq: number | null, data: XmlElement): number | null {
    const cycles = data.left.adp ?? 0;
    if (cq !== cycles || cycles < FEWEST_CYCLES) return cq;
    this.#atLastCycle++;
    return null;
  }

  warnings(): AssayRead['warnings'] {
    if (this.#atLastCycle === 0) return [];
    const message = `${countText(this.#atLastCycle, 'reaction')} with as many cycles for a Cq as were run: the signal never crossed the threshold, so they have no Cq`;
    return [{ code: 'ct.last-cycle', message }];
  }
}

const UNKNOWN_TYPE = {
  code: 'well.task',
  message: 'expected a sample of type unkn, std, ntc, nac, ntp, nrt or pos, got another',
};

/** Reactions are numbered by row, or named by their position already. */
function positionOf(id: string, columns: number): string {
  const number = Number(id);
  if (!Number.isInteger(number) || number < 1 || !Number.isInteger(columns) || columns < 1) return id;
  const row = Math.floor((number - 1) / columns);
  const letters = row < 26 ? String.fromCharCode(65 + row) : `A${String.fromCharCode(65 + (row % 26))}`;
  return `${letters}${((number - 1) % columns) + 1}`;
}

function sampleOf(sample: XmlElement): RdmlSample {
  const type = textIn(sample, 'type');
  const quantity = Number(textIn(child(sample, 'quantity'), 'value') || Number.NaN);
  return {
    task: TASKS[type === '' ? 'unkn' : type] ?? null,
    quantity: Number.isFinite(quantity) ? quantity : null,
  };
}

function descriptionsOf(samples: readonly XmlElement[]): ReadonlyMap<string, string> {
  const pairs = samples.map((sample) => [sample.attributes.id ?? '', textIn(sample, 'description')] as const);
  return new Map(pairs.filter(([, description]) => description !== ''));
}

function child(element: XmlElement | null, name: string): XmlElement | null {
  return element?.children.find((one) => one.name === name) ?? null;
}

function all(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((one) => one.name === name);
}

function textIn(element: XmlElement | null, name: string): string {
  return child(element, name)?.text ?? '';
}

function refusal(what: string): Refusal {
  return new Refusal('invalid', 'rdml.none', `this is no RDML of a run: ${what}`);
}
