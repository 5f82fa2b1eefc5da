using BenchmarkDotNet.Running;
using PrivateLink.Benchmarks;

return args is ["serve", ..]
    ? await ServeCommand.Create().Parse(args[1..]).InvokeAsync()
    : BenchmarkSwitcher.FromAssembly(typeof(ServeCommand).Assembly).Run(args).Any(static summary => summary.HasCriticalValidationErrors) ? 1 : 0;
