import type { FastifyReply } from 'fastify'; // reported
import { problem } from '../../platform/http/problem.ts'; // reported

export const lend = (reply: FastifyReply): unknown => reply.code(problem(409));
