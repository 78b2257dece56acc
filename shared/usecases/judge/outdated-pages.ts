import { type HeadRecord, headKey, headKind } from '../../domain/bucket/head.ts';
import { UNIT_PAGE_FORMAT } from '../../domain/detect/versions.ts';
import type { Ports } from '../../ports.ts';
import type { BucketAddress } from '../heads/bucket-address.ts';
import { owe } from '../known/owe.ts';
import { update } from '../known/update.ts';

/**
 * Pages that older code wrote: they hold other facts than the detectors ask for. Judging the new ones without them would
 * withdraw what they show and tell it again later, so a subject waits until all of its pages are of one format.
 */
export class OutdatedPages extends Error {
  readonly pages: readonly BucketAddress[];

  constructor(pages: readonly BucketAddress[]) {
    super(`${pages.length} pages of ${pages[0]?.unit} wait to be built anew as ${UNIT_PAGE_FORMAT}`);
    this.name = 'OutdatedPages';
    this.pages = pages;
  }
}

/** Marks the buckets due whose pages are outdated, unless they are due already. Their new pages mark the subject due. */
export async function buildPagesAnew(ports: Ports, pages: readonly BucketAddress[]): Promise<void> {
  for (const { experiment, generation, unit, bucket } of pages) {
    const key = headKey(experiment, generation, unit, bucket);
    const isLeft = ({ due, page }: HeadRecord) => !due && page?.format !== UNIT_PAGE_FORMAT;
    const head = (await ports.catalogue.get(headKind, key))?.item;
    if (head === undefined || !isLeft(head)) continue;
    await owe(ports, key, `page-after-${head.v}`);
    await update(ports, headKind, key, (current) =>
      current !== null && isLeft(current) ? { ...current, v: current.v + 1, due: true } : null,
    );
    await ports.queues.align.send({ experiment, unit, bucket });
  }
}
