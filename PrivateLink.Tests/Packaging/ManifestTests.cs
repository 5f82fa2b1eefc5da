using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Hosting;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Packaging;

/// <summary>The Kubernetes manifests fit together, and fit the portal: its settings, ports, paths and deadlines.</summary>
public sealed class ManifestTests : IDisposable
{
    private static readonly string[] Probes = ["startupProbe", "livenessProbe", "readinessProbe"];

    private readonly DirectoryInfo _secrets = Directory.CreateTempSubdirectory("privatelink-secrets-");

    public void Dispose() => _secrets.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Settings_OfTheManifests_StartThePortal(bool isOverlay)
    {
        await using var app = Build(isOverlay);

        Assert.Empty(SettingsCheck.Problems(app.Services));
        Assert.Equal(isOverlay ? ["aws", "public"] : ["public"], app.Services.GetRequiredService<IOptions<EngineOptions>>().Value.Listeners.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Settings_Misspelt_AreFound()
    {
        await using var app = Build(isOverlay: false, "--Engine:Timeouts:LamDuck=00:00:20");

        Assert.Contains("LamDuck", Assert.Single(SettingsCheck.Problems(app.Services)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_AskPathsThatExist_ByANameThatThePortalAnswersTo()
    {
        await using var app = Build(isOverlay: false);
        var paths = ((IEndpointRouteBuilder)app).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>().Select(static route => route.RoutePattern.RawText);
        var names = app.Services.GetRequiredService<IOptions<HostFilteringOptions>>().Value.AllowedHosts;

        Assert.All(Probes, probe =>
        {
            var question = Manifests.At(Manifests.Base.Container, probe, "httpGet");
            Assert.Contains(Manifests.Text(question, "path"), paths);
            Assert.Contains(Manifests.Text(question, "port"), Manifests.Base.Ports.Keys);
            Assert.Contains(Manifests.Text(question, "httpHeaders", "0", "value"), names);
        });
    }

    [Fact]
    public void Ports_OfListenersAndServices_AreThoseOfTheContainer()
    {
        var ports = Manifests.Base.Ports.Concat(Manifests.Aws.Ports).ToDictionary();
        var bound = Manifests.Base.Settings.Concat(Manifests.Aws.Settings)
            .Where(static setting => setting.Key.EndsWith(":Bind", StringComparison.Ordinal) || setting.Key == "Portal:Url")
            .ToDictionary(
                static setting => setting.Key == "Portal:Url" ? "portal" : setting.Key.Split(':')[2],
                static setting => int.Parse(setting.Value[(setting.Value.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));
        var targets = Services().SelectMany(static service => Manifests.Sequence(service, "spec", "ports")).Select(static port => Manifests.Text(port, "targetPort"));

        Assert.Equal(bound.OrderBy(static pair => pair.Key), ports.OrderBy(static pair => pair.Key));
        Assert.Equal(ports.Keys.Order(StringComparer.Ordinal), targets.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Grace_IsLongerThanTheEngineNeeds()
    {
        var settings = Manifests.Base.Settings.ToDictionary();
        var engine = Duration("LameDuck") + Duration("Drain");

        var grace = TimeSpan.FromSeconds(int.Parse(Manifests.Text(Manifests.Base.OfKind("StatefulSet").Single(), "spec", "template", "spec", "terminationGracePeriodSeconds"), null));

        Assert.True(grace >= engine + TimeSpan.FromSeconds(20), $"{grace} is too short for {engine}");
        TimeSpan Duration(string key) => TimeSpan.Parse(settings[$"Engine:Timeouts:{key}"], CultureInfo.InvariantCulture);
    }

    /// <summary>kustomize adds the selector to the base's services. It leaves budgets and the overlay's services alone.</summary>
    [Fact]
    public void Selectors_WrittenByHand_AreTheLabelOfThePods()
    {
        const string Label = "app.kubernetes.io/name";

        Assert.Equal("privatelink", Manifests.Text(Manifests.Base.OfKind("PodDisruptionBudget").Single(), "spec", "selector", "matchLabels", Label));
        Assert.All(Manifests.Aws.OfKind("Service"), static service => Assert.Equal("privatelink", Manifests.Text(service, "spec", "selector", Label)));
    }

    [Theory]
    [InlineData("base", 1)]
    [InlineData("overlays/aws", 3)]
    [Needs(Needs.Process)]
    public async Task Folder_RenderedByKustomize_IsComplete(string folder, int replicas)
    {
        var result = await Tool.RunAsync("kubectl", "", "kustomize", Path.Combine(Repository.Root, "deploy", "kubernetes", folder));

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains($"replicas: {replicas}\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("sessionAffinity: ClientIP", result.Output, StringComparison.Ordinal);
        Assert.Contains("kind: PodDisruptionBudget", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Needs(Needs.Process)]
    public async Task Job_BeforeARollout_MigratesWithALoginOfItsOwn()
    {
        var result = await Tool.RunAsync("kubectl", "", "kustomize", Path.Combine(Repository.Root, "deploy", "kubernetes", "overlays", "aws-migrate"));
        var job = Manifests.AwsMigrate.OfKind("Job").Single();
        var container = Manifests.At(job, "spec", "template", "spec", "containers", "0");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("registry.my-saas.io/privatelink:0.9.0", result.Output, StringComparison.Ordinal);
        Assert.Matches("secretName: privatelink-migration-[a-z0-9]+", result.Output);
        Assert.Equal(["db", "migrate"], Manifests.Sequence(container, "args").Select(static word => Manifests.Text(word)));
        await using var app = Program.Build([.. Manifests.Sequence(container, "env").Select(variable => $"--{Manifests.Text(variable, "name").Replace("__", ":", StringComparison.Ordinal)}={Value(variable)}")]);
        Assert.DoesNotContain(SettingsCheck.Problems(app.Services), static problem => problem.Contains("Database", StringComparison.Ordinal) || problem.Contains("Secrets", StringComparison.Ordinal));

        string Value(YamlDotNet.RepresentationModel.YamlNode variable) =>
            Manifests.Text(variable, "name") == "Secrets__Directory" ? Path.Combine(Manifests.AwsMigrate.Folder, "secrets") : Manifests.Text(variable, "value");
    }

    private static IEnumerable<YamlDotNet.RepresentationModel.YamlMappingNode> Services() => Manifests.Base.OfKind("Service").Concat(Manifests.Aws.OfKind("Service"));

    /// <summary>As a pod starts it: the base's settings, those of the overlay over them, and the files of secrets in a folder.</summary>
    private WebApplication Build(bool isOverlay, params IEnumerable<string> more)
    {
        var settings = Manifests.Base.Settings.ToDictionary();
        if (isOverlay)
        {
            foreach (var (key, value) in Manifests.Aws.Settings) settings[key] = value;
            foreach (var file in Directory.GetFiles(Path.Combine(Manifests.Aws.Folder, "secrets"))) File.Copy(file, Path.Combine(_secrets.FullName, Path.GetFileName(file)));
        }

        settings["Secrets:Directory"] = _secrets.FullName;
        settings["Engine:NodeNumber"] = "2";
        return Program.Build([.. settings.Select(static setting => $"--{setting.Key}={setting.Value}"), .. more]);
    }
}
