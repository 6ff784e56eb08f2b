package org.gateway4j.examples.beside;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** FastCGI as an application speaks it that answers one request: an answer is what STDOUT carries. */
final class FastCgiLanguage implements AnswerPlayer.Language {

    private static final int END_REQUEST = 3;
    private static final int PARAMS = 4;
    private static final int STDIN = 5;
    private static final int STDOUT = 6;
    private static final int MOST = 32 * 1024;

    private int requestId = 1;

    @Override
    public byte[] readRequest(DataInputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream parameters = new ByteArrayOutputStream();
        while (true) {
            in.readUnsignedByte();
            int type = in.readUnsignedByte();
            requestId = in.readUnsignedShort();
            int length = in.readUnsignedShort();
            int padding = in.readUnsignedByte();
            in.readUnsignedByte();
            byte[] content = in.readNBytes(length);
            in.skipNBytes(padding);
            if (type == PARAMS) {
                parameters.write(content);
            } else if (type == STDIN && length == 0) {
                return parameters.toByteArray();
            }
        }
    }

    @Override
    public void send(byte[] answer, OutputStream out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream records = new DataOutputStream(bytes);
        for (int start = 0; start < answer.length; start += MOST) {
            int length = Math.min(MOST, answer.length - start);
            header(records, STDOUT, length);
            records.write(answer, start, length);
        }
        header(records, STDOUT, 0);
        header(records, END_REQUEST, 8);
        records.writeLong(0);
        out.write(bytes.toByteArray());
    }

    private void header(DataOutputStream records, int type, int length) throws IOException {
        records.writeByte(1);
        records.writeByte(type);
        records.writeShort(requestId);
        records.writeShort(length);
        records.writeShort(0);
    }
}
