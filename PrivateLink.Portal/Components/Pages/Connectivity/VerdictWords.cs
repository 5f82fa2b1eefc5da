using System.Globalization;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Connectivity;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Pages.Connectivity;

/// <summary>Writes an answer in plain words: first yes or no, then the facts behind it.</summary>
/// <param name="Tenant">The customer's name.</param>
/// <param name="IsCompany">Whether the reader belongs to the company; otherwise to the customer.</param>
/// <param name="Now">The time of the answer.</param>
public sealed record VerdictWords(string Tenant, bool IsCompany, DateTimeOffset Now)
{
    private const int MostNamed = 3;
    /// <summary>What the company does for a service that no listener serves.</summary>
    internal const string AddListener = "Add a listener with this Service to the settings (Engine:Listeners:NAME), and restart the portal.";
    private const string Hour = "'in the hour from' yyyy-MM-dd HH:mm 'UTC'";

    /// <summary>Whether the text is read later and by anyone: it has exact times instead of "12 s ago", and calls both sides by name.</summary>
    public bool IsForAnyone { get; init; }

    public static string WordOf(ConnectivityAnswer answer) => answer switch
    {
        ConnectivityAnswer.Yes => "Yes",
        ConnectivityAnswer.Partly => "Partly",
        ConnectivityAnswer.No => "No",
        _ => "Unknown",
    };

    /// <summary>For all hosts together.</summary>
    public string Of(ConnectivityView view) => $"{AnswerOf(view)}{NamesOf(view)}";

    private string AnswerOf(ConnectivityView view) => view.Verdict.Cause switch
    {
        ConnectivityCause.HostsDiffer => $"{WordOf(view.Verdict.Answer)}: {HostsOf(view)}.",
        ConnectivityCause.NoHost => $"No: {Tenant} has no host yet.",
        _ => Of(view.Verdict, Since(view.Known, view.Hosts), [.. SilentOf(view).Select(silent => silent.Way)]),
    };

    /// <summary>Clients whose connections have no host did try, and what stops them may be the answer.</summary>
    private string NamesOf(ConnectivityView view) => view.Verdict.Answer == ConnectivityAnswer.Unknown && view.FailedNames is [var failed, ..]
        ? $" {Denied(failed, When(failed.Last, failed.IsLastExact))}."
        : "";

    /// <summary>"12 connections over vpce-0a were denied since …, the last 3 min ago: unknown host". Part of a sentence.</summary>
    public string Of(FailedName failed) => Denied(failed, $"{(failed.Count > 1 ? $"since {Since(failed)}, the last " : "")}{When(failed.Last, failed.IsLastExact)}");

    private static string Denied(FailedName failed, string when) =>
        $"{Quantity.Count(failed.Count, "connection")} over {SafeText.Of(failed.Link)} {(failed.Count == 1 ? "was" : "were")} denied {when}, before the host was known: {Lower(failed.Description.Title)}";

    private static string Since(FailedName failed) =>
        failed.IsFirstExact ? TimeFormat.Moment(failed.First, TimeZoneInfo.Utc) : failed.First.ToString("'the hour from' yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>How many of the last day's connections came over the internet, and whether they were denied; null if there was no connection.</summary>
    public static string? ShareOf(HostConnectivity host)
    {
        if (host.AllOfLastDay == 0) return null;
        var (share, all) = (host.PublicOfLastDay, Quantity.Count(host.AllOfLastDay, "connection"));
        var denied = host.PublicDeniedOfLastDay;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{100.0 * share / host.AllOfLastDay:0.#} % of connections in the last 24 hours {(denied > 0 && denied == share ? "tried over the internet and were denied" : "came over the internet")}: "
            + $"{share:N0} of {all}{(denied > 0 && denied < share ? $", {denied:N0} of them denied" : "")}.");
    }

    /// <summary>Who must act on connections that have no host.</summary>
    public ConnectivityAct ActOf(FailedName failed) => Customer(failed.Description.Remedy);

    /// <summary>For one host.</summary>
    public string Of(HostConnectivity host, KnownSpan known) => Of(host.Verdict, Since(known, [host]), [.. host.Ways.Where(way => way.NeverCame)]);

    private string Of(ConnectivityVerdict verdict, string since, IReadOnlyList<WayConnectivity> silent)
    {
        if (silent.Count == 0 || verdict is not { Answer: ConnectivityAnswer.Yes, LetIn: { } letIn }) return $"{WordOf(verdict.Answer)}: {Of(verdict, since)}";
        var cloud = letIn is { Cloud: { } known, IsUnusable: false } ? $"{KnownClouds.Of(known).Words.Name} " : "";
        var notYet = silent.GroupBy(WhoActsOn).Select(alike => $" Not yet over {Names([.. alike])}: {alike.Key} must act.");
        return $"Yes, {Through(letIn).Replace("over ", $"over {cloud}", StringComparison.Ordinal)}: last delivered {When(letIn)}.{string.Concat(notYet)}";
    }

    /// <summary>Who must act on an endpoint through which nothing has come; within a sentence.</summary>
    private string WhoActsOn(WayConnectivity silent) =>
        silent.HasNoListener || silent.WaitsForUs
            ? IsCompany ? "we" : IsForAnyone ? "the company that runs the service" : "the company"
            : IsCompany || IsForAnyone ? Tenant : "you";

    private string Of(ConnectivityVerdict verdict, string since)
    {
        var letIn = verdict.LetIn;
        return verdict.Cause switch
        {
            ConnectivityCause.LetIn => $"last delivered {When(letIn!)} {Through(letIn!)}.",
            ConnectivityCause.OneWayOnly => $"last delivered {When(letIn!)} {Through(letIn!)}, but {Lower(Failures(verdict))}.",
            ConnectivityCause.NotLately => $"last delivered {When(letIn!)} {Through(letIn!)}, and no client has tried since.",
            ConnectivityCause.NeverTried => $"no client has tried {since}.",
            ConnectivityCause.OnlyStrangersSince =>
                $"last delivered {When(letIn!)} {Through(letIn!)}. Since then {Failures(verdict)}: if these are {(IsCompany ? "the customer's" : "your")} clients, they resolve the public address.",
            ConnectivityCause.ClosedSince when letIn!.IsKeptOff => $"last allowed {When(letIn)} {Through(letIn)}, and the company has disabled this link since.",
            ConnectivityCause.ClosedSince => $"last allowed {When(letIn!)} {Through(letIn!)}, but the policy now in force would deny it.",
            ConnectivityCause.OpenedSince => $"{Failures(verdict)}, but the policy now in force would allow it. No client has tried since.",
            ConnectivityCause.SwitchedOff => "the host is disabled, so every connection is denied.",
            ConnectivityCause.Suspended => $"{Tenant} is suspended, so every connection to its hosts is denied.",
            ConnectivityCause.UpstreamDown => "connections are allowed but cannot be delivered, because no address of the host's upstream answers.",
            ConnectivityCause.EngineNotLive => "the engine is not accepting any connections.",
            ConnectivityCause.NoHost => $"{Tenant} has no host yet.",
            _ => $"{Failures(verdict)}.{(letIn is null ? $" None was delivered {since}." : $" Last delivered {When(letIn)} {Through(letIn)}.")}",
        };
    }

    /// <summary>Who must act for all hosts together, and what to do; null if no one must.</summary>
    public ConnectivityAct? ActOf(ConnectivityView view) => view is { Verdict.Cause: ConnectivityCause.NeverTried, FailedNames: [var failed, ..] }
        ? ActOf(failed)
        : ActOf(view.Verdict, [.. view.Hosts.SelectMany(host => host.Ways)]);

    /// <summary>Who must act for one host.</summary>
    public ConnectivityAct? ActOf(HostConnectivity host) => ActOf(host.Verdict, host.Ways);

    private ConnectivityAct? ActOf(ConnectivityVerdict verdict, IReadOnlyList<WayConnectivity> ways) => verdict.Cause switch
    {
        ConnectivityCause.Suspended => new(
            IsCompany ? "We must act" : "The company must act", ReadersRemedy.OfSuspension(Tenant, verdict.SuspendedFor, IsCompany).Text, IsCustomers: false),
        ConnectivityCause.SwitchedOff when verdict.IsKeptOff => new(
            IsCompany ? "We must act" : "The company must act",
            IsCompany ? "If the host should be reachable, enable it." : "The company has disabled the host. Ask the company to enable it.", IsCustomers: false),
        ConnectivityCause.SwitchedOff => Customer("If the host should be reachable, enable it."),
        ConnectivityCause.UpstreamDown => Company("Check the upstream: its addresses refuse, time out or fail their health checks."),
        ConnectivityCause.EngineNotLive => Company("Check the engine's state on the overview."),
        ConnectivityCause.NoHost => Company("Add a host for the tenant under Resources."),
        // Clients can only try if their connections can arrive, so this case comes first.
        ConnectivityCause.NeverTried when ways.Where(way => way.IsListed).ToList() is { Count: > 0 } listed && listed.TrueForAll(way => way.HasNoListener) => Unserved(listed),
        ConnectivityCause.NeverTried => Customer("Connect once from inside the network, then check here again. If nothing appears, no traffic reaches us: check the endpoint's state, then its security group or firewall."),
        ConnectivityCause.NotLately or ConnectivityCause.OpenedSince => Customer("Connect once from inside the network, then check here again."),
        ConnectivityCause.ClosedSince when verdict.LetIn is { IsKeptOff: true } => KeptOff(),
        ConnectivityCause.ClosedSince => Customer("Compare the endpoint with the host's list. See the last change below."),
        ConnectivityCause.LetIn => null,
        _ when verdict.Failure is { IsKeptOff: true } => KeptOff(),
        _ when verdict.Failure?.Description is { Actor: Actor.Customer } reason => Customer(reason.Remedy),
        _ when verdict.Failure?.Description is { Actor: Actor.Company } reason => Company(reason.Remedy),
        _ when verdict.Failure is { Outcome: Outcome.Failed } => Company("Check the failed connections: their endings show what the upstream did."),
        _ => null,
    };

    /// <summary>Who must act on endpoints that have never reached a host, while other endpoints work.</summary>
    public IReadOnlyList<ConnectivityAct> ActsOfSilent(ConnectivityView view) =>
    [
        // Where connections come and ask for no host, the endpoint works.
        .. SilentOf(view).Where(silent => !view.FailedNames.Any(failed => failed.EndpointId == silent.Way.EndpointId))
            .GroupBy(silent => (silent.Way.Cloud, silent.Way.WaitsForUs, silent.Way.HasNoListener))
            .Select(alike => ActOfSilent(alike.First().Host, [.. alike.Select(silent => silent.Way)])),
    ];

    private ConnectivityAct ActOfSilent(string host, IReadOnlyList<WayConnectivity> ways)
    {
        if (ways[0].HasNoListener) return Unserved(ways);
        if (ways[0].WaitsForUs)
            return new(
                IsCompany ? "We must act" : "The company must act", IsCompany ? $"Approve {Names(ways)}, if it is the customer's." : $"{Names(ways)} must be approved first.", IsCustomers: false);
        var cloud = KnownClouds.Of(ways[0].Cloud!.Value).Words;
        return Customer(
            $"Check the {cloud.PrivateEndpoint} in {cloud.Name} ({Names(ways, withCloud: false)}): {cloud.WhenNothingComes} Then connect to {SafeText.Of(host)} from inside the network.");
    }

    /// <summary>The company must act: nothing that the customer does makes a connection arrive.</summary>
    private ConnectivityAct Unserved(IReadOnlyList<WayConnectivity> ways)
    {
        var services = string.Join(", ", ways.Select(way => way.Service).OfType<string>().Distinct().Select(SafeText.Of));
        return new(
            IsCompany ? "We must act" : "The company must act",
            IsCompany ? $"No listener serves {services}, so nothing can arrive through {Names(ways)}. {AddListener}" : $"Nothing can arrive yet through {Names(ways)}: the service has no listener.",
            IsCustomers: false);
    }

    /// <summary>The unused endpoints of working hosts only. If nothing works, the main answer matters more.</summary>
    private static IEnumerable<(string Host, WayConnectivity Way)> SilentOf(ConnectivityView view) =>
        view.Hosts.Where(host => host.Verdict.Answer is ConnectivityAnswer.Yes or ConnectivityAnswer.Partly)
            .SelectMany(host => host.Ways.Where(way => way.NeverCame).Select(way => (host.Host, Way: way))).DistinctBy(silent => silent.Way.EndpointId);

    private static string Names(IReadOnlyList<WayConnectivity> ways, bool withCloud = true)
    {
        var named = ways.Take(MostNamed).Select(way => $"{(withCloud ? $"{KnownClouds.Of(way.Cloud!.Value).Words.Name} " : "")}{SafeText.Of(way.Link!)}");
        return string.Join(", ", named) + (ways.Count > MostNamed ? $" and {Quantity.Count(ways.Count - MostNamed, "more endpoint")}" : "");
    }

    private ConnectivityAct KeptOff() => new(IsCompany ? "We must act" : "The company must act", ReadersRemedy.OfKeptOff(IsCompany).Text, IsCustomers: false);

    private ConnectivityAct Customer(string remedy) => new(IsCompany ? $"{Tenant} must act" : "You must act", remedy, IsCustomers: true);

    private ConnectivityAct Company(string remedy) =>
        new(IsCompany ? "We must act" : "The company must act", IsCompany ? remedy : "The fault is in the service, not on your side. The company that runs it sees this too.", IsCustomers: false);

    /// <summary>"12 s ago", or the hour if the exact time is unknown.</summary>
    public string When(ConnectivityTry known) => When(known.Time, known.IsExact);

    private string When(DateTimeOffset time, bool isExact) =>
        !isExact ? time.ToString(Hour, CultureInfo.InvariantCulture)
        : IsForAnyone ? $"at {TimeFormat.Moment(time, TimeZoneInfo.Utc)}"
        : TimeFormat.Relative(time, Now);

    public static string Through(ConnectivityTry known) =>
        known.IsUnusable ? "with an unusable link ID" : known.Link is null ? "over the internet" : $"over {SafeText.Of(known.Link)}";

    /// <summary>The reason, in a few words.</summary>
    public static string Why(ConnectivityTry known) => known.Description?.Title ?? (known.Outcome == Outcome.Failed ? "allowed but not delivered" : "not known");

    private static string Failures(ConnectivityVerdict verdict)
    {
        var failure = verdict.Failure!;
        var did = failure.Outcome == Outcome.Failed ? "allowed but not delivered" : "denied";
        var count = verdict.Failures;
        var some = count <= 1
            ? $"the last connection{(failure.IsExact ? "" : $" known ({failure.Time.ToString(Hour, CultureInfo.InvariantCulture)})")} was {did}"
            : string.Create(CultureInfo.InvariantCulture, $"the last {count:N0}{(verdict.IsAtLeast ? " or more" : "")} connections were {did}");
        return $"{some} ({Through(failure)}){(failure.Description is { } reason ? $": {Lower(reason.Title)}" : "")}";
    }

    /// <summary>The start of the time that counts. No client can have tried a host before it was added.</summary>
    private static string Since(KnownSpan known, IReadOnlyList<HostConnectivity> hosts)
    {
        var added = hosts.Count == 0 ? known.From : hosts.Min(host => host.CreatedAt);
        return added <= known.From
            ? string.Create(CultureInfo.InvariantCulture, $"since {known.From:yyyy-MM-dd HH:mm} UTC")
            : string.Create(CultureInfo.InvariantCulture, $"since {added:yyyy-MM-dd HH:mm} UTC, when the {(hosts.Count == 1 ? "host" : "first host")} was added");
    }

    private static string HostsOf(ConnectivityView view)
    {
        var count = view.Hosts.Count;
        var can = view.Hosts.Count(host => host.Verdict.Answer is ConnectivityAnswer.Yes);
        var partly = view.Hosts.Count(host => host.Verdict.Answer is ConnectivityAnswer.Partly);
        var cannot = view.Hosts.Count(host => host.Verdict.Answer is ConnectivityAnswer.No);
        var unknown = count - can - partly - cannot;
        List<string> parts = [string.Create(CultureInfo.InvariantCulture, $"{can} of {Quantity.Count(count, "host")} can be reached")];
        if (partly > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{partly} over some paths only"));
        if (cannot > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{cannot} cannot"));
        if (unknown > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{unknown} unknown"));
        return string.Join(", ", parts);
    }

    private static string Lower(string text) => text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}

/// <summary>Who must act, and what to do.</summary>
public sealed record ConnectivityAct(string Who, string What, bool IsCustomers);
