package org.javahyper.hyperframe;

import java.util.ArrayList;
import java.util.List;

/**
 * SETTINGS: what the sender wants its peer to heed, or the acknowledgement of that.
 *
 * @param settings the entries in order, duplicates included
 * @param ack whether this acknowledges the peer's SETTINGS; there are no entries then
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.5">RFC 9113, section 6.5</a>
 */
public record SettingsFrame(List<Setting> settings, boolean ack) implements Frame {
    /**
     * One entry.
     *
     * @param id 0 to 65535
     * @param value 0 to 2^32-1
     */
    public record Setting(int id, long value) {
        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if the identifier or the value is outside its range
         */
        public Setting {
            Arguments.inRange("setting id", id, 0, 0xffff, "it has 16 bits (RFC 9113, 6.5.1)");
            Arguments.inRange("setting value", value, 0, 0xffff_ffffL, "it has 32 bits (RFC 9113, 6.5.1)");
        }

        /** {@code 0x3=100}. */
        @Override
        public String toString() {
            return "0x" + Integer.toHexString(id) + "=" + value;
        }
    }

    /**
     * Checks that an acknowledgement is empty.
     *
     * @throws IllegalArgumentException if it is not
     */
    public SettingsFrame {
        settings = List.copyOf(settings);
        if (ack && !settings.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot acknowledge with " + settings.size()
                            + " entries: SETTINGS with ACK has none (RFC 9113, 6.5). Send the entries in a frame of their own.");
        }
    }

    /** An acknowledgement. */
    public static SettingsFrame acknowledgement() {
        return new SettingsFrame(List.of(), true);
    }

    static SettingsFrame of(FrameView view) {
        List<Setting> settings = new ArrayList<>(view.settingsCount());
        for (int i = 0; i < view.settingsCount(); i++) {
            settings.add(new Setting(view.settingId(i), view.settingValue(i)));
        }
        return new SettingsFrame(settings, view.has(Flags.ACK));
    }

    @Override
    public int type() {
        return FrameType.SETTINGS;
    }

    @Override
    public int flags() {
        return ack ? Flags.ACK : 0;
    }

    /** Always 0: settings are those of the connection. */
    @Override
    public int streamId() {
        return 0;
    }

    @Override
    public int length() {
        return 6 * settings.size();
    }

    @Override
    public int writeTo(byte[] target, int offset) {
        int end = FrameWriter.frameHeader(target, offset, length(), FrameType.SETTINGS, flags(), 0);
        for (Setting setting : settings) {
            end = FrameWriter.setting(target, end, setting.id(), setting.value());
        }
        return end;
    }

    @Override
    public String toString() {
        return new FrameText(this).field("settings", settings).toString();
    }
}
