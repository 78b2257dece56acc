/** What was flown and held against it: arms, culture units and twins of the definition. */
import type { ReportFrame } from '../../../shared/usecases/report/report-experiment.ts';
import { type HeadCell, list, type Row, table } from './table.ts';

type Definition = ReportFrame['loaded']['definition'];
type Unit = Definition['units'][number];

const HEAD: readonly HeadCell[] = [
  { title: 'arm', width: 14 },
  { title: 'kind', width: 24 },
  { title: 'units', width: 22 },
  { title: 'culture', width: 40 },
];

export function hardwareSection({ loaded }: ReportFrame): string {
  const { arms, units, pairs } = loaded.definition;
  const rows = arms.map(({ id, kind, technique }): Row => {
    const own = units.filter(({ arm }) => arm === id);
    return {
      cells: [
        { text: id },
        { text: kind, why: technique === undefined ? [] : [technique] },
        { text: own.map(unitText).join(', ') || 'none' },
        { text: sharedFacts(own).join('; ') || 'not declared', why: ownFacts(own) },
      ],
    };
  });
  return [
    '<h2 id="hardware">Arms and units</h2>',
    table(
      'As declared; facts of a culture that all units of the arm share, below them those that differ',
      HEAD,
      rows,
    ),
    list(pairs.map(pairSentence)),
  ].join('\n');
}

const unitText = ({ id, serial }: Unit): string => (serial === undefined ? id : `${id} (${serial})`);

const factsOf = ({ culture = {} }: Unit): string[] =>
  Object.entries(culture).map(([name, value]) => `${name} ${String(value)}`);

function sharedFacts(units: readonly Unit[]): string[] {
  const [first, ...others] = units.map(factsOf);
  return (first ?? []).filter((fact) => others.every((facts) => facts.includes(fact)));
}

function ownFacts(units: readonly Unit[]): string[] {
  const shared = sharedFacts(units);
  return units.flatMap((unit) => {
    const own = factsOf(unit).filter((fact) => !shared.includes(fact));
    return own.length === 0 ? [] : [`${unit.id}: ${own.join('; ')}`];
  });
}

const pairSentence = ({ id, flight, ground }: Definition['pairs'][number]): string =>
  `Pair ${id}: ${flight} compared with ${ground}.`;
