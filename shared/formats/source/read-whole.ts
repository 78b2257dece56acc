/**
 * The one door to what a file holds, for ingest, dry run and preview alike: a file is read, judged as a whole
 * (`domain/survey/judge-file.ts`), and read again where the judgement corrects it. How it goes:
 *
 * 1. `file.open` gives its bytes, `file.sink` what takes its rows. A `FileSurvey` is told of all rows (`handover.ts`).
 * 2. At the end `judgeFile` says AS_READ, REFUSE (or REFUSE_FORMAT), READ_AGAIN with corrections, or LOOK_FOR_RESETS.
 * 3. READ_AGAIN forgets the sink and begins at 1; a clean file is read once.
 *
 * So nothing that a sink was given may be seen by anybody before this ends. Another rule of whole files is a fact in the
 * survey, a case in `judgeFile`, and, where rows are to be rejected, a correction that `reading/corrector.ts` acts upon.
 */
import { Refusal } from '../../domain/refusal.ts';
import type { Cadence } from '../../domain/survey/cadence.ts';
import { NO_CORRECTIONS } from '../../domain/survey/corrections.ts';
import { FarCounts } from '../../domain/survey/epoch-fit.ts';
import { FileSurvey } from '../../domain/survey/file-survey.ts';
import { type FileKnown, judgeFile } from '../../domain/survey/judge-file.ts';
import { ResetLook, type Suspect } from '../../domain/survey/reset-look.ts';
import type { Micros } from '../../domain/time.ts';
import type { FilePass, ReadSink, ReadSummary } from '../reading/reading.ts';
import type { SourceReader } from './source-reader.ts';

/** A file, opened at its beginning. */
export interface OpenFile {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** As `cutOff` of the readers. */
  readonly isCutOff: () => boolean;
}

export interface WholeFile<O extends OpenFile, S extends ReadSink> {
  /** Called for each reading. */
  open(): O;
  /** Called for each reading that may stand; what an earlier one was given is void. */
  sink(): S;
}

/** The reading that stands. */
export interface WholeReading<O, S> {
  /** With the warnings of the judgement. */
  readonly summary: ReadSummary & { readonly cadence: Cadence };
  readonly file: O;
  readonly sink: S;
}

/** Each rule corrects once at most, and there are fewer of them. */
const MOST_READINGS = 5;

/** Fails with a Refusal where the reader does, and where the whole shows that nothing of the file may be taken in. */
export async function readWhole<O extends OpenFile, S extends ReadSink>(
  reader: SourceReader,
  whole: WholeFile<O, S>,
): Promise<WholeReading<O, S>> {
  let known: FileKnown = {
    corrections: NO_CORRECTIONS,
    hasLooked: false,
    seriesOf: (kind, columns) => reader.seriesOf(kind, columns),
    periodOf: (kind) => reader.periodOf(kind),
    clock: reader.clock,
  };
  let hasLookedAtFolds = false;
  for (let reading = 0; reading < MOST_READINGS; reading++) {
    const file = whole.open();
    const sink = whole.sink();
    const folds = hasLookedAtFolds ? null : reader.foldLook();
    const pass = { survey: new FileSurvey(), corrections: known.corrections, counts: new FarCounts(), folds };
    const summary = await reader.read(file.chunks, sink, file.isCutOff, pass);
    const wrongEpoch = reader.refusalOf(pass.counts);
    if (wrongEpoch !== null) throw wrongEpoch;
    let judgement = judgeFile(pass.survey, known);
    if (folds !== null && (judgement.outcome === 'AS_READ' || judgement.outcome === 'LOOK_FOR_RESETS')) {
      hasLookedAtFolds = true;
      // Before resets: an hour that is shown twice steps back too, and is none.
      const corrected = reader.correctionsOf(folds.stretches(stepOf(pass.survey)));
      if (corrected.length > 0)
        judgement = { outcome: 'READ_AGAIN', corrections: { ...known.corrections, folds: corrected } };
    }
    if (judgement.outcome === 'LOOK_FOR_RESETS') {
      const stretches = await resetsIn(reader, whole.open(), pass, judgement.suspects);
      const { corrections } = known;
      known = {
        ...known,
        hasLooked: true,
        corrections: { ...corrections, stretches: [...corrections.stretches, ...stretches] },
      };
      judgement =
        stretches.length > 0
          ? { outcome: 'READ_AGAIN', corrections: known.corrections }
          : judgeFile(pass.survey, known);
    }
    if (judgement.outcome === 'REFUSE_FORMAT')
      throw await withAdvice(judgement.refusal, reader, () => whole.open());
    if (judgement.outcome === 'REFUSE') throw judgement.refusal;
    if (judgement.outcome === 'AS_READ')
      return {
        summary: {
          ...summary,
          warnings: [...summary.warnings, ...judgement.warnings, ...epochWarnings(reader, pass.survey)],
          cadence: judgement.cadence,
        },
        file,
        sink,
      };
    if (judgement.outcome === 'READ_AGAIN') known = { ...known, corrections: judgement.corrections };
  }
  throw new Error(`a file was corrected ${MOST_READINGS} times and is not settled: this is a defect`);
}

/** Names the other order of day and month where that reads all times of the file. */
async function withAdvice(refusal: Refusal, reader: SourceReader, open: () => OpenFile): Promise<Refusal> {
  const other = reader.clock.inOtherOrder();
  if (other === null) return refusal;
  const { chunks, isCutOff } = open();
  const pass = {
    survey: new FileSurvey(),
    corrections: NO_CORRECTIONS,
    counts: new FarCounts(),
    folds: null,
  };
  await other.read(chunks, NOTHING_TAKEN, isCutOff, pass);
  const { times, unreadable } = pass.survey.texts.facts();
  if (times === 0 || unreadable > 0) return refusal;
  const { kind, code, message, place } = refusal;
  return new Refusal(kind, code, `${message}; ${other.clock.formats} reads all of them`, place);
}

function epochWarnings(reader: SourceReader, { days }: FileSurvey): ReadSummary['warnings'] {
  const message = reader.epochDoubt(days.last());
  return message === null ? [] : [{ code: 'time.epoch-unsure', message }];
}

const NOTHING_TAKEN: ReadSink = { batch: () => {}, reject: () => {} };

/** The median step of the densest series. */
function stepOf(survey: FileSurvey): Micros | null {
  const steps = survey.facts().flatMap(({ step }) => (step === null || step === 0 ? [] : [step]));
  return steps.length === 0 ? null : Math.min(...steps);
}

/** Reads the file for its resets only. */
async function resetsIn(
  reader: SourceReader,
  { chunks, isCutOff }: OpenFile,
  pass: FilePass,
  suspects: readonly Suspect[],
) {
  const look = new ResetLook(suspects, reader.columns);
  const sink: ReadSink = { batch: (batch) => look.batch(batch), reject: () => {} };
  await reader.read(chunks, sink, isCutOff, { ...pass, survey: new FileSurvey(), folds: null });
  return look.stretches();
}
