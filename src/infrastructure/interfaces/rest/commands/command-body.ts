import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { INSTRUMENT_IDS } from '../../../../domain/market/instrument.js';
import type { OverrideActor } from '../../../../domain/overrides/override-orders.js';

const ACTORS: readonly OverrideActor[] = ['operator', 'administrator'];

/** One of a closed list, which must be given. */
export const Chosen = (values: readonly string[], description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: 'string', enum: [...values], description }), IsIn([...values]));

export const ChosenInstrument = (): PropertyDecorator => Chosen(INSTRUMENT_IDS, 'Which instrument.');

/** An amount, a quantity or a price above zero: digits and a point, for a number would lose some of them. */
const DECIMAL = /^(?!0+(\.0+)?$)\d{1,15}(\.\d{1,18})?$/;
const inQuotes = {
  message:
    '$property must be a decimal above 0 in quotes, as "123.45", of at most 15 digits before and 18 after the point',
};

export const ADecimal = (description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: 'string', pattern: DECIMAL.source, description }), Matches(DECIMAL, inQuotes));

export const AnOptionalDecimal = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'string', pattern: DECIMAL.source, description }),
    IsOptional(),
    Matches(DECIMAL, inQuotes),
  );

export const AnId = (description: string): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: 'string', maxLength: 200, description }), IsString(), Length(1, 200));

/** Until there is sign-in, whoever reaches the loopback may act as either. */
export class ActorBody {
  @ApiPropertyOptional({
    type: 'string',
    enum: [...ACTORS],
    description: 'Who asks; where it is absent, the least that may.',
  })
  @IsOptional()
  @IsIn([...ACTORS])
  readonly actor?: OverrideActor;
}

const SAYS_WHY = { message: 'reason must say why, in 3 to 500 characters' };

/** What every command says. */
export class CommandBody extends ActorBody {
  @ApiProperty({ type: 'string', minLength: 3, maxLength: 500, description: 'Why; it stands in the fact for ever.' })
  @IsString()
  @Length(3, 500, SAYS_WHY)
  @Matches(/\S\S/, SAYS_WHY)
  readonly reason!: string;
}

export class ConfirmBody extends ActorBody {
  @AnId('Which request.')
  readonly overrideId!: string;
}
