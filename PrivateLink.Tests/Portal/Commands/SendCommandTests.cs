using System.CommandLine;
using PrivateLink.Portal.Commands.Send;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Tests.Portal.Demonstration;
using Xunit;

namespace PrivateLink.Tests.Portal.Commands;

public sealed class SendCommandTests(DemonstrationFixture demonstration) : IClassFixture<DemonstrationFixture>
{
    private const string Aws = "--to 127.0.0.1:7441 --aws vpce-0a1b2c3d4e5f60718";

    [Theory]
    [InlineData("--aws vpce-0a1b2c3d4e5f60718", "--to")]
    [InlineData("--to nowhere", "'nowhere' is not a host and a port. Write, for example, 127.0.0.1:7441.")]
    [InlineData("--to 127.0.0.1:70000", "127.0.0.1:7441")]
    [InlineData("--to 127.0.0.1:7441 --aws vpc-0a1b2c3d4e5f60718", "vpce-")]
    [InlineData("--to 127.0.0.1:7441 --azure 5f3759df-0000-0000-0000-000000000000", "LinkID")]
    [InlineData("--to 127.0.0.1:7441 --gcp 18446744073709551616", "64 bits")]
    [InlineData(Aws + " --azure 5", "--aws and --azure exclude each other")]
    [InlineData(Aws + " --local", "--aws and --local exclude each other")]
    [InlineData(Aws + " --message hello", "--message needs --host")]
    [InlineData(Aws + " --source 10.0.0.1", "'10.0.0.1' is not an IP address and a port.")]
    [InlineData(Aws + " --listen 9443", "'9443' is not an IP address and a port. Write, for example, 127.0.0.1:9443 or [::1]:9443.")]
    public void Parse_BadInput_SaysWhatIsWanted(string line, string expected)
    {
        var errors = SendCommand.Create().Parse(line).Errors;

        Assert.Contains(errors, error => error.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--nested-aws vpce-0badc0de", "the PROXY header of AWS endpoint vpce-0badc0de")]
    [InlineData("--nested-azure 5", "the PROXY header of Azure LinkID 5")]
    [InlineData("--nested-gcp 0xC2124E0A003C64", "the PROXY header of GCP PSC connection 54626271866403940")]
    public async Task Invoke_WithASecondHeaderOfAnyCloud_SendsItBehindTheFirst(string nested, string inWords)
    {
        var listener = demonstration.Listeners.Find(DemoNames.AwsListener);
        using var output = new StringWriter();
        var parsed = SendCommand.Create().Parse($"--to {listener} --aws vpce-0a1b2c3d4e5f60718 {nested} --host {DemoNames.MegacorpHost}");

        Assert.Equal(1, await parsed.InvokeAsync(new InvocationConfiguration { Output = output }, TestContext.Current.CancellationToken));
        Assert.Contains($"vpce-0a1b2c3d4e5f60718, then {inWords}", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Reset: ", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DemoNames.MegacorpHost, 0, "Relayed: ")]
    [InlineData(DemoNames.UnknownHost, 1, "Denied: ")]
    public async Task Invoke_AgainstTheEngine_TellsByTextAndExitCode(string host, int exitCode, string text)
    {
        var listener = demonstration.Listeners.Find(DemoNames.AwsListener);
        using var output = new StringWriter();
        var parsed = SendCommand.Create().Parse($"--to {listener} --aws vpce-0a1b2c3d4e5f60718 --crc --host {host}");

        Assert.Equal(exitCode, await parsed.InvokeAsync(new InvocationConfiguration { Output = output }, TestContext.Current.CancellationToken));
        Assert.StartsWith($"To {listener} with the PROXY header of AWS endpoint vpce-0a1b2c3d4e5f60718, server name {host}", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(text, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_UnderARootThatTakesSettings_StillRefusesAnUnknownOption()
    {
        var root = new RootCommand { TreatUnmatchedTokensAsErrors = false };
        root.Subcommands.Add(SendCommand.Create());
        using var error = new StringWriter();
        var parsed = root.Parse($"send {Aws} --bogus");

        Assert.Equal(2, await parsed.InvokeAsync(new InvocationConfiguration { Error = error }, TestContext.Current.CancellationToken));
        Assert.Contains("'--bogus' is not an option of send", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_ListenOnATakenPort_SaysSo()
    {
        var taken = demonstration.Listeners.Find(DemoNames.PublicListener)!;
        using var output = new StringWriter();
        var parsed = SendCommand.Create().Parse($"--to 127.0.0.1:7441 --no-header --listen {taken}");

        Assert.Equal(1, await parsed.InvokeAsync(new InvocationConfiguration { Output = output }, TestContext.Current.CancellationToken));
        Assert.StartsWith($"Cannot listen on {taken}: ", output.ToString(), StringComparison.Ordinal);
    }
}
