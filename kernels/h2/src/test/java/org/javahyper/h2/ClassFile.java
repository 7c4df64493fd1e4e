package org.javahyper.h2;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a class file says in its constants (JVMS, 4.4): everything that the code of the class can name.
 *
 * @param type the class
 * @param texts names, descriptors, and the program's own strings
 * @param members fields and methods that the code refers to, as {@code java/lang/String.length:()I}
 */
record ClassFile(Class<?> type, List<String> texts, List<String> members) {
    private static final int MAGIC_AND_VERSION = 8; // octets

    /** All classes of the module that a class belongs to. */
    static List<ClassFile> ofModule(Class<?> member) {
        List<ClassFile> files = new ArrayList<>();
        try {
            Path place = Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI());
            ModuleReference module = ModuleFinder.of(place).findAll().iterator().next();
            try (ModuleReader reader = module.open()) {
                for (String name : reader.list().filter(ClassFile::isClass).toList()) {
                    files.add(read(name, reader));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (URISyntaxException | ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
        return files;
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.endsWith("-info.class");
    }

    private static ClassFile read(String name, ModuleReader reader) throws IOException, ClassNotFoundException {
        String className = name.substring(0, name.length() - ".class".length()).replace('/', '.');
        Class<?> type = Class.forName(className, false, ClassFile.class.getClassLoader());
        try (InputStream octets = reader.open(name).orElseThrow()) {
            return read(type, new DataInputStream(octets));
        }
    }

    private static ClassFile read(Class<?> type, DataInputStream input) throws IOException {
        input.skipNBytes(MAGIC_AND_VERSION);
        int count = input.readUnsignedShort();
        Object[] constants = new Object[count]; // a text, or the indices that the constant refers to
        for (int i = 1; i < count; i++) {
            int tag = input.readUnsignedByte();
            switch (tag) {
                case 1 -> constants[i] = input.readUTF();
                case 3, 4, 17, 18 -> input.skipNBytes(4); // int, float, dynamic
                case 5, 6 -> {
                    input.skipNBytes(8); // long, double
                    i++; // which take two places
                }
                case 7, 8, 16, 19, 20 -> constants[i] = new Reference(tag, input.readUnsignedShort(), 0);
                case 9, 10, 11, 12 ->
                    constants[i] = new Reference(tag, input.readUnsignedShort(), input.readUnsignedShort());
                case 15 -> input.skipNBytes(3); // method handle
                default -> throw new AssertionError("constant of tag " + tag);
            }
        }
        List<String> texts = new ArrayList<>();
        List<String> members = new ArrayList<>();
        for (Object constant : constants) {
            if (constant instanceof String text) {
                texts.add(text);
            } else if (constant instanceof Reference reference && reference.isMember()) {
                members.add(reference.in(constants));
            }
        }
        return new ClassFile(type, texts, members);
    }

    /** A class (7), a member (9 to 11), the name and type of one (12), or what is of no interest here. */
    private record Reference(int tag, int first, int second) {
        boolean isMember() {
            return tag >= 9 && tag <= 11;
        }

        String in(Object[] constants) {
            if (tag == 7) {
                return (String) constants[first];
            }
            return tag == 12
                    ? constants[first] + ":" + constants[second]
                    : ((Reference) constants[first]).in(constants)
                            + "."
                            + ((Reference) constants[second]).in(constants);
        }
    }
}
