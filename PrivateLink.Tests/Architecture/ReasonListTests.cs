using System.Text.RegularExpressions;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Architecture;

/// <summary>
/// The properties of a reason are in its row and nowhere else. A separate list of reasons would miss the next one, and their numbers have no order.
/// </summary>
public partial class ReasonListTests
{
    private const int Most = 2;

    private static readonly string[] Projects = ["PrivateLink.Protocol", "PrivateLink.Engine", "PrivateLink.Portal", "PrivateLink.AspNetCore"];

    // The demonstration's scenarios each name the reason they play.
    private static readonly string[] Scenarios = ["PrivateLink.Portal/Demonstration/TrafficScenarios.cs"];

    [Fact]
    public void Sources_OutsideTheTable_ListNoReasons() => Assert.Equal(Scenarios, FilesWhere(Lists));

    [Fact]
    public void Sources_Anywhere_CompareNoReasonsByOrder() => Assert.Empty(FilesWhere(ComparesByOrder));

    [Fact]
    public void Rows_OfTheTable_HaveNoDefaultArm() => Assert.All(
        Directory.GetFiles(Path.Combine(Repository.Root, "PrivateLink.Protocol", "Reasons"), "*Rows.cs"),
        file => Assert.DoesNotContain("_ =>", File.ReadAllText(file), StringComparison.Ordinal));

    [Theory]
    [InlineData("var isProbe = reason is Reason.ProbeEmpty or Reason.HealthCheck or Reason.ProbeHeader;", true)]
    [InlineData("reason == Reason.ProbeEmpty || reason == Reason.HealthCheck || reason == Reason.ProbeHeader", true)]
    [InlineData("Reason[] probes = [Reason.ProbeEmpty, Reason.HealthCheck, Reason.ProbeHeader];", true)]
    [InlineData("closed is { Reason: CloseReason.BackendNone or CloseReason.BackendRefused\n    or CloseReason.BackendTimeout }", true)]
    [InlineData("reason switch { Reason.ProbeEmpty => 1, Reason.HealthCheck => 2, Reason.ProbeHeader => 3, _ => 4 }", true)]
    [InlineData("switch (reason) { case Reason.ProbeEmpty: A(); break; case Reason.HealthCheck: B(); break; case Reason.ProbeHeader: C(); break; }", true)]
    [InlineData("reason is Reason.ProbeEmpty or Reason.HealthCheck", false)]
    [InlineData("case A: Fail(Reason.ProbeEmpty); break; case B: Fail(Reason.HealthCheck); break; case C: Fail(Reason.ProbeHeader); break;", false)]
    [InlineData("status switch { A => CloseReason.BackendNone, B => CloseReason.BackendRefused, _ => CloseReason.BackendTimeout }", false)]
    [InlineData("// Reason.ProbeEmpty or Reason.HealthCheck or Reason.ProbeHeader", false)]
    [InlineData("<td>@Reason.Code, @Reason.Title, @Reason.Meaning</td>", false)]
    public void Lists_OfReasons_AreFound(string code, bool isList) => Assert.Equal(isList, Lists(code));

    [Theory]
    [InlineData("reason is >= Reason.HeaderMissing and <= Reason.HeaderNested", true)]
    [InlineData("if (reason < Reason.HelloNotTls)", true)]
    [InlineData("if (Reason.HelloNotTls > reason)", true)]
    [InlineData("decision.Reason >= first", true)]
    [InlineData("decision.Reason.CompareTo(first)", true)]
    [InlineData("whatever => Reason.HeaderMissing", false)]
    [InlineData("Reason.HeaderMissing => whatever", false)]
    [InlineData("Expression<Func<ConnectionRecord, Reason>> of", false)]
    public void ComparisonsByOrder_OfReasons_AreFound(string code, bool isOrdered) => Assert.Equal(isOrdered, ComparesByOrder(code));

    private static IEnumerable<string> FilesWhere(Predicate<string> matches) => Projects
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*", SearchOption.AllDirectories))
        .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(file => !Elsewhere().IsMatch(file) && matches(File.ReadAllText(Path.Combine(Repository.Root, file))))
        .Order(StringComparer.Ordinal);

    /// <summary>Whether the code tests for more than two reasons, in one statement or in a file's cases. Returning a reason does not count.</summary>
    private static bool Lists(string code)
    {
        var questions = WithoutComments(code);
        return Case().Count(questions) > Most || questions.Split(';').Any(statement => Name().Matches(statement).Count(IsOfAReason) > Most);
    }

    private static bool ComparesByOrder(string code) => Order().Matches(WithoutComments(code)).Any(match => !match.Groups["name"].Success || IsOfAReason(match));

    private static string WithoutComments(string code) => Comment().Replace(code, "");

    private static bool IsOfAReason(Match name) => Enum.TryParse<Reason>(name.Groups["name"].Value, out _) || Enum.TryParse<CloseReason>(name.Groups["name"].Value, out _);

    [GeneratedRegex(@"(?<!=>\s*|\?\s*|:\s*|\breturn\s+)\b(Close)?Reason\.(?<name>\w+)|(?<=\bReason:\s*)CloseReason\.(?<name>\w+)")]
    private static partial Regex Name();

    [GeneratedRegex(@"\bcase\s+(Close)?Reason\.")]
    private static partial Regex Case();

    [GeneratedRegex(@"(?<!=)[<>]=?\s*(Close)?Reason\.(?<name>\w+)|\b(Close)?Reason\.(?<name>\w+)\s*[<>]|\.Reason\s+[<>]=?\s|\.Reason\.CompareTo")]
    private static partial Regex Order();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex("/(obj|bin|Migrations)/|^PrivateLink.Protocol/Reasons/")]
    private static partial Regex Elsewhere();
}
