using PrivateLink.Fuzzing;
using SharpFuzz;

// One input from standard input, judged by the target that is named. AFL++ runs this through an instrumented engine; see scripts/fuzz.sh.
Action<byte[]>? target = args is [var name] ? Targets.Find(name) : null;
if (target is null)
{
    Console.Error.WriteLine("Usage: PrivateLink.Fuzzing header|hello < input");
    return 2;
}

Fuzzer.OutOfProcess.Run(stream =>
{
    using var bytes = new MemoryStream();
    stream.CopyTo(bytes);
    target(bytes.ToArray());
});
return 0;
