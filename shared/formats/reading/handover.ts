import type { FarCounts } from '../../domain/survey/epoch-fit.ts';
import type { FileSurvey } from '../../domain/survey/file-survey.ts';
import type { FoldLook } from '../../domain/survey/fold-look.ts';
import { Corrector } from './corrector.ts';
import type { FilePass, ReadEvent, ReadSink, ReadSummary, Reject } from './reading.ts';
import type { RowBatch } from './row-batch.ts';

/** Rejects of times that can be read and cannot be. */
const FAR: ReadonlySet<string> = new Set(['time.implausible', 'time.out-of-range']);

/**
 * Hands what was read to the sink and counts it: the one place where all formats' rows pass. What the corrections of
 * this reading reject is taken out here, and what is left is noted in the survey.
 */
export class Handover {
  private readonly sink: ReadSink;
  private accepted = 0;
  private rejected = 0;
  private readonly byReason = new Map<string, number>();
  private readonly survey: FileSurvey;
  private readonly corrector: Corrector;
  private readonly farCounts: FarCounts;
  private readonly folds: FoldLook | null;

  /** `timeColumn` is the header of the time, which rejects of rows name. */
  constructor(sink: ReadSink, { survey, corrections, counts, folds }: FilePass, timeColumn: string) {
    this.sink = sink;
    this.survey = survey;
    this.farCounts = counts;
    this.folds = folds;
    this.corrector = new Corrector(corrections, timeColumn);
  }

  /** Hands the rows of the batch out and empties it. */
  async batch(batch: RowBatch): Promise<void> {
    this.survey.texts.readable(batch.row);
    await this.rejects(this.corrector.takeOut(batch));
    this.accepted += batch.readings;
    const kept = batch.kept();
    this.farCounts.near(kept.rows);
    this.survey.batch(kept);
    this.folds?.batch(kept);
    await this.sink.batch(kept);
    batch.reset();
  }

  async rejects(rejects: readonly Reject[]): Promise<void> {
    for (const reject of rejects) {
      if (FAR.has(reject.code)) this.farCounts.far(reject.text);
      this.rejected += reject.samples;
      this.byReason.set(reject.code, (this.byReason.get(reject.code) ?? 0) + reject.samples);
      await this.sink.reject(reject);
    }
  }

  async events(events: readonly ReadEvent[]): Promise<void> {
    for (const event of events) {
      const corrected = this.corrector.corrected(event);
      if (corrected !== null) await this.sink.event?.(corrected);
    }
  }

  counts(): Pick<ReadSummary, 'samples' | 'rejected' | 'byReason'> {
    return {
      samples: this.accepted + this.rejected,
      rejected: this.rejected,
      byReason: Object.fromEntries(this.byReason),
    };
  }
}
