/*
 * The HPACK coder of libnghttp2 at the work of HpackBenchmark.
 *
 *     nghttp2_hpack WORKLOAD BLOCKS ITERATIONS
 *
 * Reads the header lists of WORKLOAD, writes the blocks that the deflater makes of them to BLOCKS, then encodes and decodes all of them
 * again and again, for that many tenths of a second of CPU time each (0: one pass), one coder per story. Prints lines of a key and a value;
 * times are nanoseconds of CPU time per header field, one for each iteration: the mean over a tenth of a second.
 *
 * Both files have 32-bit numbers, most significant octet first. WORKLOAD: the number of stories; per story the number of lists; per list the
 * number of fields; per field name and value, each as its length and octets. BLOCKS: the same, with a block's length and octets for a list.
 */
#include <nghttp2/nghttp2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TABLE_SIZE 4096

typedef struct {
    nghttp2_nv *fields;
    size_t count;
    uint8_t *block;
    size_t block_length;
} header_list;

typedef struct {
    header_list *lists;
    size_t count;
} story;

static story *stories;
static size_t story_count;
static size_t field_count;
static uint8_t *target;
static size_t target_length;

static void require(int condition, const char *what) {
    if (!condition) {
        fprintf(stderr, "nghttp2_hpack: %s\n", what);
        exit(1);
    }
}

static void *allocate(size_t count, size_t size) {
    void *memory = calloc(count + 1, size);
    require(memory != NULL, "out of memory");
    return memory;
}

static uint32_t read_number(FILE *file) {
    uint8_t octets[4];
    require(fread(octets, 1, 4, file) == 4, "the workload ends early");
    return (uint32_t)octets[0] << 24 | (uint32_t)octets[1] << 16 | (uint32_t)octets[2] << 8 | octets[3];
}

static void write_number(FILE *file, size_t number) {
    uint8_t octets[4] = {(uint8_t)(number >> 24), (uint8_t)(number >> 16), (uint8_t)(number >> 8), (uint8_t)number};
    require(fwrite(octets, 1, 4, file) == 4, "cannot write the blocks");
}

static uint8_t *read_octets(FILE *file, size_t *length) {
    *length = read_number(file);
    uint8_t *octets = allocate(*length, 1);
    require(fread(octets, 1, *length, file) == *length, "the workload ends early");
    return octets;
}

static void read_list(FILE *file, header_list *list) {
    list->count = read_number(file);
    list->fields = allocate(list->count, sizeof(nghttp2_nv));
    for (size_t i = 0; i < list->count; i++) {
        list->fields[i].name = read_octets(file, &list->fields[i].namelen);
        list->fields[i].value = read_octets(file, &list->fields[i].valuelen);
    }
    field_count += list->count;

    nghttp2_hd_deflater *deflater;
    require(nghttp2_hd_deflate_new(&deflater, TABLE_SIZE) == 0, "cannot create a deflater");
    size_t most = nghttp2_hd_deflate_bound(deflater, list->fields, list->count);
    target_length = most > target_length ? most : target_length;
    nghttp2_hd_deflate_del(deflater);
}

static void read_workload(const char *path) {
    FILE *file = fopen(path, "rb");
    require(file != NULL, "cannot open the workload");
    story_count = read_number(file);
    stories = allocate(story_count, sizeof(story));
    for (size_t s = 0; s < story_count; s++) {
        stories[s].count = read_number(file);
        stories[s].lists = allocate(stories[s].count, sizeof(header_list));
        for (size_t l = 0; l < stories[s].count; l++) {
            read_list(file, &stories[s].lists[l]);
        }
    }
    fclose(file);
    target = allocate(target_length, 1);
}

/* Encodes everything, and keeps the blocks the first time. Returns the octets of all blocks. */
static size_t encode_all(int keep) {
    size_t octets = 0;
    for (size_t s = 0; s < story_count; s++) {
        nghttp2_hd_deflater *deflater;
        require(nghttp2_hd_deflate_new(&deflater, TABLE_SIZE) == 0, "cannot create a deflater");
        for (size_t l = 0; l < stories[s].count; l++) {
            header_list *list = &stories[s].lists[l];
            ssize_t length = nghttp2_hd_deflate_hd(deflater, target, target_length, list->fields, list->count);
            require(length >= 0, "cannot encode a list");
            octets += (size_t)length;
            if (keep) {
                list->block_length = (size_t)length;
                list->block = allocate(list->block_length, 1);
                memcpy(list->block, target, list->block_length);
            }
        }
        nghttp2_hd_deflate_del(deflater);
    }
    return octets;
}

/* Decodes one block and looks at the lengths of its names and values. */
static size_t decode_block(nghttp2_hd_inflater *inflater, const header_list *list, size_t *octets) {
    const uint8_t *in = list->block;
    size_t left = list->block_length;
    size_t fields = 0;
    for (;;) {
        nghttp2_nv field;
        int flags = 0;
        ssize_t used = nghttp2_hd_inflate_hd2(inflater, &field, &flags, in, left, 1);
        require(used >= 0, "cannot decode a block");
        in += used;
        left -= (size_t)used;
        if (flags & NGHTTP2_HD_INFLATE_EMIT) {
            fields++;
            *octets += field.namelen + field.valuelen;
        }
        if (flags & NGHTTP2_HD_INFLATE_FINAL) {
            nghttp2_hd_inflate_end_headers(inflater);
            return fields;
        }
    }
}

/* Decodes everything. Returns the octets of all names and values. */
static size_t decode_all(void) {
    size_t octets = 0;
    for (size_t s = 0; s < story_count; s++) {
        nghttp2_hd_inflater *inflater;
        require(nghttp2_hd_inflate_new(&inflater) == 0, "cannot create an inflater");
        for (size_t l = 0; l < stories[s].count; l++) {
            header_list *list = &stories[s].lists[l];
            require(decode_block(inflater, list, &octets) == list->count, "a block has lost fields");
        }
        nghttp2_hd_inflate_del(inflater);
    }
    return octets;
}

static void write_blocks(const char *path) {
    FILE *file = fopen(path, "wb");
    require(file != NULL, "cannot open the file for the blocks");
    write_number(file, story_count);
    for (size_t s = 0; s < story_count; s++) {
        write_number(file, stories[s].count);
        for (size_t l = 0; l < stories[s].count; l++) {
            header_list *list = &stories[s].lists[l];
            write_number(file, list->block_length);
            require(fwrite(list->block, 1, list->block_length, file) == list->block_length, "cannot write the blocks");
        }
    }
    require(fclose(file) == 0, "cannot write the blocks");
}

static double cpu_nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static size_t encode_pass(void) {
    return encode_all(0);
}

/* Passes until so much CPU time is spent, or one pass. Returns the mean over the passes. */
static double nanos_per_field(size_t (*pass)(void), double nanos, size_t expected) {
    double begin = cpu_nanos();
    double spent = 0;
    size_t passes = 0;
    do {
        require(pass() == expected, "two passes differ");
        passes++;
        spent = cpu_nanos() - begin;
    } while (spent < nanos);
    return spent / (double)passes / (double)field_count;
}

static void print_iterations(const char *key, size_t (*pass)(void), int iterations) {
    size_t expected = pass(); /* also warms the caches */
    printf("%s %.2f", key, nanos_per_field(pass, iterations == 0 ? 0 : 1e8, expected));
    for (int iteration = 1; iteration < iterations; iteration++) {
        printf(" %.2f", nanos_per_field(pass, 1e8, expected));
    }
    printf("\n");
}

int main(int argc, char **argv) {
    require(argc == 4, "usage: nghttp2_hpack WORKLOAD BLOCKS ITERATIONS");
    int iterations = atoi(argv[3]);
    read_workload(argv[1]);
    size_t octets = encode_all(1);
    write_blocks(argv[2]);
    printf("version %s\n", nghttp2_version(0)->version_str);
    printf("wireOctets %zu\n", octets);
    print_iterations("encodeNanos", encode_pass, iterations);
    print_iterations("decodeNanos", decode_all, iterations);
    return 0;
}
