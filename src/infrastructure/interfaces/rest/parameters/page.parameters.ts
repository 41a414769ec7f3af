import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import type { PageRequest } from '../../../../projections/reading.js';
import { APosition } from './filter-text.js';
import { WholeNumber } from './whole-number.js';

export const PAGE_DEFAULT = 50;
export const PAGE_MAX = 500;

/** What every read takes. */
export class ReadParameters {
  @APosition('Wait until the answer holds every fact up to this position; 503 when that takes over 5 s.')
  readonly minPosition?: string;
}

/** What every list takes. */
export class PageParameters extends ReadParameters {
  @WholeNumber({ min: 1, max: PAGE_MAX, default: PAGE_DEFAULT, description: 'Items of a page.' })
  readonly limit: number = PAGE_DEFAULT;

  @ApiPropertyOptional({ type: 'string', maxLength: 500, description: '`nextCursor` of the page before.' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  readonly cursor?: string;
}

export const pageOf = ({ limit, cursor, minPosition }: PageParameters): PageRequest => ({
  limit,
  ...(cursor !== undefined && { cursor }),
  ...(minPosition !== undefined && { minPosition }),
});
