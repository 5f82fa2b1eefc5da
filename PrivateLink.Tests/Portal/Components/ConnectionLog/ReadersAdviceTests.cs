using System.Text.RegularExpressions;
using Bunit;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.Components.Pages.Reasons;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

/// <summary>The advice of every reason and ending, in every place and for both readers. It never says "you" for an action of the other party.</summary>
public partial class ReadersAdviceTests : PageTest
{
    private static readonly ReasonDescription[] All = [.. Enum.GetValues<Reason>().Select(ReasonTable.Describe), .. Enum.GetValues<CloseReason>().Select(ReasonTable.Describe)];

    [Fact]
    public void Advice_ReadByTheCompany_SaysYouToNobodyElse()
    {
        foreach (var (place, text) in Places())
        {
            var own = All.Where(row => row.Actor == Actor.Company).Select(row => row.Remedy);
            var quoted = All.Select(row => $"Tell the customer: {row.Remedy}");
            var rest = own.Concat(quoted).Aggregate(text, (left, said) => left.Replace(said, "", StringComparison.Ordinal));

            Assert.False(SecondPerson().IsMatch(rest), $"{place} says to the company: {SecondPerson().Match(rest).Value}");
        }
    }

    [Fact]
    public void Advice_ReadByACustomer_NamesNeitherSettingsNorTheCustomer()
    {
        Reader.Become(Caller.Tenant("ada", Decisions.Allowed().TenantId!.Value));

        foreach (var (place, text) in Places())
            Assert.False(OfTheCompany().IsMatch(text), $"{place} says to a customer: {OfTheCompany().Match(text).Value}");
    }

    private IEnumerable<(string Place, string Text)> Places()
    {
        yield return ("The list of reasons", Render<ReasonsPage>().Text());
        foreach (var row in All)
        {
            yield return ($"The page of {row.Code}", Render<ReasonPage>(parameters => parameters.Add(page => page.Code, row.Code)).Text());
            if (row is ReasonRow) yield return ($"A connection with {row.Code}", Detail(Decisions.Denied(ReasonOf(row.Code)), ending: null));
            else yield return ($"A connection that ended with {row.Code}", Detail(Decisions.Allowed(), EndingOf(row.Code)));
        }
    }

    private string Detail(ConnectionDecision decision, CloseReason? ending)
    {
        var sight = Reader.Value.IsCompany ? LinkSight.Everything : LinkSight.Of(new HashSet<LinkId>());
        var view = sight.Show(Decisions.Entry(decision, ending is { } how ? Decisions.Closed(decision, how) : null));
        return Render<ConnectionDetail>(parameters => parameters
            .Add(detail => detail.Id, view.Id)
            .Add(detail => detail.Entry, view)
            .Add(detail => detail.FilterHref, _ => "connections")).Text();
    }

    private static Reason ReasonOf(string code) => ReasonTable.TryFind(code, out Reason reason) ? reason : throw new InvalidOperationException(code);

    private static CloseReason EndingOf(string code) => ReasonTable.TryFind(code, out CloseReason ending) ? ending : throw new InvalidOperationException(code);

    [GeneratedRegex(@".{0,30}\b([Yy]ou|[Yy]ours?)\b.{0,30}")]
    private static partial Regex SecondPerson();

    [GeneratedRegex(@".{0,30}(Engine:|LimitNOFILE|TrustedSources|ServiceId|NestedHeader|engine's log|[Tt]he customer\b|customer's network).{0,30}")]
    private static partial Regex OfTheCompany();
}
