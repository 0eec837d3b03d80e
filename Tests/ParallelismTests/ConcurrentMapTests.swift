import BorealisParallelism
import Testing

@Suite struct ConcurrentMapTests {
    @Test(arguments: [0, 1, 64, 65, 10_000])
    func `results come in the order of their elements`(count: Int) {
        let texts = (0..<count).map { "element \($0)" }
        #expect(texts.concurrentMap { $0 + "!" } == texts.map { $0 + "!" })
    }
}
