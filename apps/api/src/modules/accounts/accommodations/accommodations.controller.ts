import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Accommodations,
  AccommodationsQuery,
  EndAccommodation,
  GrantAccommodation,
  ListedAccommodation,
  OwnAccommodations,
  RequestAccommodation,
  Uuid,
} from '@attest/contracts';
import type * as z from 'zod';
import { Requires, SignedIn, type Person } from '../../../platform/auth/access.ts';
import { Refuses, Replies } from '../../../platform/http/replies.ts';
import { DecideAccommodations } from './decide-accommodations.ts';
import { OwnAccommodationsService } from './own-accommodations.ts';

const accommodationId = { schema: Uuid };

@ApiTags('accommodations')
@Controller()
export class AccommodationsController {
  constructor(
    private readonly own: OwnAccommodationsService,
    private readonly deciding: DecideAccommodations,
  ) {}

  @Get('me/accommodations')
  @Requires('accommodation:request')
  @Replies(OwnAccommodations)
  readOwnAccommodations(@SignedIn() person: Person) {
    return this.own.read(person);
  }

  @Post('me/accommodation-requests')
  @Requires('accommodation:request')
  @Replies(OwnAccommodations, 201)
  @Refuses('request-malformed', 'accommodation-requested-already')
  requestAccommodation(
    @SignedIn() person: Person,
    @Body({ schema: RequestAccommodation }) body: RequestAccommodation,
  ) {
    return this.own.request(person, body);
  }

  @Get('accommodations')
  @Requires('accommodation:decide')
  @Replies(Accommodations)
  @Refuses('request-malformed')
  listAccommodations(@Query({ schema: AccommodationsQuery }) query: z.infer<typeof AccommodationsQuery>) {
    return this.deciding.list(query);
  }

  @Post('accommodations')
  @Requires('accommodation:decide')
  @Replies(ListedAccommodation, 201)
  @Refuses('request-malformed', 'second-person-needed', 'not-found')
  grantAccommodation(
    @SignedIn() decider: Person,
    @Body({ schema: GrantAccommodation }) body: GrantAccommodation,
  ) {
    return this.deciding.grant(decider, body);
  }

  @Post('accommodations/:accommodationId/decline')
  @Requires('accommodation:decide')
  @Replies(ListedAccommodation)
  @Refuses('request-malformed', 'second-person-needed', 'not-found', 'decision-taken-already')
  declineAccommodation(
    @SignedIn() decider: Person,
    @Param('accommodationId', accommodationId) id: string,
    @Body({ schema: EndAccommodation }) body: EndAccommodation,
  ) {
    return this.deciding.decline(decider, id, body);
  }

  @Post('accommodations/:accommodationId/withdraw')
  @Requires('accommodation:decide')
  @Replies(ListedAccommodation)
  @Refuses('request-malformed', 'second-person-needed', 'not-found', 'decision-taken-already')
  withdrawAccommodation(
    @SignedIn() decider: Person,
    @Param('accommodationId', accommodationId) id: string,
    @Body({ schema: EndAccommodation }) body: EndAccommodation,
  ) {
    return this.deciding.withdraw(decider, id, body);
  }
}
