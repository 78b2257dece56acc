import type { Reject, WideBatch, WideSink, WideSummary } from './wide-csv.ts';

/** Hands what was read to the sink and counts it. */
export class Handover {
  private readonly sink: WideSink;
  private accepted = 0;
  private rejected = 0;
  private readonly byReason = new Map<string, number>();

  constructor(sink: WideSink) {
    this.sink = sink;
  }

  async batch(batch: WideBatch): Promise<void> {
    this.accepted += batch.readings;
    await this.sink.batch(batch);
  }

  async rejects(rejects: readonly Reject[]): Promise<void> {
    for (const reject of rejects) {
      this.rejected += reject.samples;
      this.byReason.set(reject.code, (this.byReason.get(reject.code) ?? 0) + reject.samples);
      await this.sink.reject(reject);
    }
  }

  counts(): Pick<WideSummary, 'samples' | 'rejected' | 'byReason'> {
    return {
      samples: this.accepted + this.rejected,
      rejected: this.rejected,
      byReason: Object.fromEntries(this.byReason),
    };
  }
}
