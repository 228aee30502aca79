import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BankRegisters } from '@attest/contracts';
import { Requires } from '../../../platform/auth/access.ts';
import { Replies } from '../../../platform/http/replies.ts';
import { CertificationsRepository } from '../certifications.repository.ts';

@ApiTags('authoring')
@Controller('bank-registers')
export class RegistersController {
  constructor(private readonly certifications: CertificationsRepository) {}

  @Get()
  @Requires('item:read')
  @Replies(BankRegisters)
  readRegisters() {
    return this.certifications.registers();
  }
}
